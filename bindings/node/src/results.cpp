#include "results.hpp"

#include <cstring>

#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"
#include "packed_results.hpp"

namespace kbsearch::node {
namespace {

Bytes bytes_of(napi_env env, napi_value buffer) {
  void* data = nullptr;
  std::size_t size = 0;
  if (napi_get_arraybuffer_info(env, buffer, &data, &size) != napi_ok) {
    throw Error(ErrorCode::kInvalidArgument, "these are no results of a search");
  }
  return {static_cast<const char*>(data), size};
}

/// In UTF-16 units, one after the other: begin, end, begin, end...
napi_value js_marks(napi_env env, std::string_view text, const std::vector<ByteRange>& marks) {
  napi_value array = nullptr;
  require(napi_create_array_with_length(env, marks.size(), &array));
  Utf16Counter counter(text);
  std::uint32_t i = 0;
  for (const auto& mark : marks) {
    const auto begin = static_cast<std::uint64_t>(counter.units_before(mark.begin));
    const auto end = static_cast<std::uint64_t>(counter.units_before(mark.end));
    require(napi_set_element(env, array, i++, js_tuple(env, {js_number(env, begin), js_number(env, end)})));
  }
  return array;
}

/// [field, ordinal, text, marks], with ellipses; null for a hit without any text.
napi_value js_passage(napi_env env, const Snippet& passage) {
  if (passage.field.empty() && passage.text.empty()) return js_null(env);
  const auto shown = with_ellipses(passage);
  return js_tuple(env, {js_text(env, shown.field), js_number(env, static_cast<std::uint64_t>(shown.ordinal)),
                        js_text(env, shown.text), js_marks(env, shown.text, shown.marks)});
}

napi_value js_facet(napi_env env, const Facet& facet) {
  return Object(env)
      .set("field", facet.field)
      .set("filterField", facet.filter_field)
      .set("counts", js_array(env, facet.counts,
                              [env](const FacetCount& count) {
                                return Object(env)
                                    .set("value", count.value)
                                    .set("count", count.count)
                                    .set("label", count.label)
                                    .value();
                              }))
      .set("distinct", facet.distinct)
      .set("missing", facet.missing)
      .value();
}

napi_value js_correction(napi_env env, const Correction& correction) {
  return Object(env)
      .set("word", correction.word)
      .set("meant", correction.meant)
      .set("edits", std::uint64_t{correction.edits})
      .set("docCount", correction.doc_count)
      .value();
}

napi_value js_count_or_null(napi_env env, const std::optional<std::uint64_t>& count) {
  return count ? js_number(env, *count) : js_null(env);
}

napi_value js_expansion(napi_env env, const Expansion& expansion) {
  return Object(env)
      .set("words", expansion.words)
      .set("text", expansion.text)
      .set("reason", to_string(expansion.reason))
      .set("hits", js_count_or_null(env, expansion.hits))
      .value();
}

napi_value js_clause(napi_env env, const ClauseEffect& clause) {
  return Object(env)
      .set("clause", clause.clause)
      .set("docCount", clause.doc_count)
      .set("totalWithout", clause.total_without)
      .set("nearestValues", js_texts(env, clause.nearest_values))
      .value();
}

napi_value js_related_tag(napi_env env, const RelatedTag& tag) {
  return Object(env)
      .set("value", tag.value)
      .set("count", tag.count)
      .set("docCount", tag.doc_count)
      .set("label", tag.label)
      .value();
}

napi_value js_relaxation(napi_env env, const std::optional<Relaxation>& relaxation) {
  if (!relaxation) return js_null(env);
  return Object(env).set("dropped", js_texts(env, relaxation->dropped)).set("total", relaxation->total).value();
}

/// Warnings come in the order of the text, but for those that stand at no place: these are counted anew.
napi_value js_warnings(napi_env env, std::string_view query, const std::vector<Warning>& warnings) {
  return js_array(env, warnings, [&](const Warning& warning) {
    const auto at = static_cast<std::uint64_t>(Utf16Counter(query).units_before(warning.at));
    return Object(env).set("at", at).set("what", warning.what).value();
  });
}

}  // namespace

napi_value js_bytes(napi_env env, std::string_view bytes) {
  void* data = nullptr;
  napi_value buffer = nullptr;
  require(napi_create_arraybuffer(env, bytes.size(), &data, &buffer));
  if (!bytes.empty()) std::memcpy(data, bytes.data(), bytes.size());
  return buffer;
}

napi_value hit_count(napi_env env, const Arguments& arguments) {
  return js_number(env, static_cast<std::uint64_t>(packed_hit_count(bytes_of(env, arguments[0]))));
}

napi_value hit_front(napi_env env, const Arguments& arguments) {
  const auto hit = unpacked_hit(bytes_of(env, arguments[0]), count_of(env, arguments[1], "i"));
  return js_tuple(env, {js_number(env, static_cast<std::uint64_t>(hit.rank)), js_text(env, hit.record_id),
                        js_number(env, hit.score), js_text_or_null(env, hit.title), js_text_or_null(env, hit.url),
                        js_text_or_null(env, hit.type), js_number_or_null(env, hit.importance),
                        js_number_or_null(env, hit.quality), js_text_or_null(env, hit.published),
                        js_texts(env, hit.tags), js_number(env, hit.cited_by_count), js_passage(env, hit.snippet)});
}

napi_value hit_rest(napi_env env, const Arguments& arguments) {
  const auto hit = unpacked_hit(bytes_of(env, arguments[0]), count_of(env, arguments[1], "i"));
  Object matched(env);
  for (const auto& [field, count] : hit.matched_fields) matched.set(field.c_str(), count);
  return Object(env)
      .set("titleMarks", js_marks(env, hit.title, hit.title_marks))
      .set("path", js_text_or_null(env, hit.path))
      .set("file", js_text_or_null(env, hit.file))
      .set("passages", js_array(env, hit.passages, [env](const Snippet& passage) { return js_passage(env, passage); }))
      .set("matchedFields", matched.value())
      .set("missingWords", js_texts(env, hit.missing_words))
      .set("collapsed", hit.collapsed)
      .set("nearDuplicateOf", js_text_or_null(env, hit.near_duplicate_of))
      .set("explanation", hit.explanation ? js_text(env, explanation_to_json(*hit.explanation)) : js_null(env))
      .value();
}

napi_value hit_json(napi_env env, const Arguments& arguments) {
  const auto hit = unpacked_hit(bytes_of(env, arguments[0]), count_of(env, arguments[1], "i"));
  return js_text(env, hit_to_json(hit));
}

napi_value results_rest(napi_env env, const Arguments& arguments) {
  const auto [results, query] = unpacked_without_hits(bytes_of(env, arguments[0]));
  return Object(env)
      .set("total", Object(env).set("value", results.total.value).set("exact", results.total.exact).value())
      .set("facets", js_array(env, results.facets, [env](const Facet& facet) { return js_facet(env, facet); }))
      .set("unknownWords", js_texts(env, results.unknown_words))
      .set("corrections",
           js_array(env, results.corrections, [env](const Correction& made) { return js_correction(env, made); }))
      .set("didYouMean", js_text_or_null(env, results.did_you_mean))
      .set("totalWithoutFilter", js_count_or_null(env, results.total_without_filter))
      .set("expansions",
           js_array(env, results.expansions, [env](const Expansion& made) { return js_expansion(env, made); }))
      .set("relaxation", js_relaxation(env, results.relaxation))
      .set("clauses", js_array(env, results.clauses, [env](const ClauseEffect& made) { return js_clause(env, made); }))
      .set("relatedTags",
           js_array(env, results.related_tags, [env](const RelatedTag& tag) { return js_related_tag(env, tag); }))
      .set("groups", js_count_or_null(env, results.groups))
      .set("nextCursor", js_text_or_null(env, results.next_cursor))
      .set("warnings", js_warnings(env, query, results.warnings))
      .set("notes", js_warnings(env, query, results.notes))
      .set("tookUs", static_cast<std::uint64_t>(results.took.count()))
      .value();
}

napi_value results_json(napi_env env, const Arguments& arguments) {
  const auto [results, query] = unpacked(bytes_of(env, arguments[0]));
  JsonOptions options;
  if (is_given(env, arguments[1])) options.indent = static_cast<int>(count_of(env, arguments[1], "indent") & 0xFF);
  return js_text(env, results_to_json(results, query, options));
}

}  // namespace kbsearch::node
