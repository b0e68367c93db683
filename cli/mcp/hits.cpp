#include "mcp/hits.hpp"

#include <algorithm>
#include <cmath>

#include "counted.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/passages.hpp"

namespace kbsearch::cli::mcp {
namespace {

// A title of 10,000 characters is no title. get_record has all of it.
constexpr std::size_t kMostTitleBytes = 300;
constexpr std::size_t kMostTextBytes = 500;
constexpr std::size_t kMostTags = 6;
constexpr std::size_t kMostMissing = 12;

void set_text(Json& json, const char* name, const std::string& text, std::size_t most_bytes = kMostTextBytes) {
  if (!text.empty()) json[name] = harmless(shortened(text, most_bytes));
}

void set_number(Json& json, const char* name, std::optional<double> number) {
  if (!number) return;
  if (*number == std::floor(*number) && std::abs(*number) < 1e15) {
    json[name] = static_cast<std::int64_t>(*number);
  } else {
    json[name] = *number;
  }
}

Json texts(const std::vector<std::string>& all, std::size_t most) {
  Json list = Json::array();
  for (std::size_t i = 0; i < all.size() && i < most; ++i) list.push_back(harmless(shortened(all[i], kMostTextBytes)));
  if (all.size() > most) list.push_back("... " + std::to_string(all.size() - most) + " more");
  return list;
}

std::string joined(const Json& list, const char* before, const char* between) {
  std::string text;
  for (const auto& one : list) {
    const auto& shown = one.get_ref<const std::string&>();
    text += (text.empty() ? "" : between) + std::string(shown.starts_with("... ") ? "" : before) + shown;
  }
  return text;
}

/// "paper, 2022-09-12, importance 30, quality 51, cited by 4"
std::string about(const Json& hit) {
  std::vector<std::string> parts;
  for (const char* name : {"type", "published"}) {
    if (hit.contains(name)) parts.push_back(hit[name].get<std::string>());
  }
  for (const char* name : {"importance", "quality"}) {
    if (hit.contains(name)) parts.push_back(std::string(name) + ' ' + hit[name].dump());
  }
  if (hit.contains("cited_by")) parts.push_back("cited by " + hit["cited_by"].dump());
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

Json hit_json(const Hit& hit, std::size_t passage_bytes) {
  Json json = {{"rank", hit.rank}, {"id", hit.record_id}};
  set_text(json, "title", hit.title, kMostTitleBytes);
  set_text(json, "url", hit.url);
  set_text(json, "type", hit.type);
  set_text(json, "published", hit.published);
  if (!hit.tags.empty()) json["tags"] = texts(hit.tags, kMostTags);
  set_number(json, "importance", hit.importance);
  set_number(json, "quality", hit.quality);
  if (hit.cited_by_count > 0) json["cited_by"] = hit.cited_by_count;
  if (!hit.missing_words.empty()) json["missing_words"] = texts(hit.missing_words, kMostMissing);
  set_text(json, "near_duplicate_of", hit.near_duplicate_of);
  if (hit.collapsed > 0) json["stands_for_more"] = hit.collapsed;
  Json passages = Json::array();
  for (const auto& passage : hit.passages) {
    if (passage.field == "title" && passage.text == hit.title) continue;
    const auto cut = cut_passage(passage, passage_bytes);
    if (!cut.text.empty()) passages.push_back({{"field", cut.field}, {"text", cut.text}});
  }
  if (!passages.empty()) json["passages"] = std::move(passages);
  return json;
}

Json hit_schema() {
  const auto passage = object_schema({{"field", text_schema("")}, {"text", text_schema("")}}, {"field", "text"});
  return object_schema({{"rank", whole_number_schema("")},
                        {"id", text_schema("for get_record, similar, explain")},
                        {"title", text_schema("")},
                        {"url", text_schema("")},
                        {"type", text_schema("")},
                        {"published", text_schema("")},
                        {"tags", list_schema("", text_schema(""))},
                        {"importance", {{"type", "number"}, {"description", "the editor's, 0 to 100"}}},
                        {"quality", {{"type", "number"}, {"description", "of it or of its best citing page"}}},
                        {"cited_by", whole_number_schema("pages that cite it")},
                        {"missing_words", list_schema("words of the query that it has in no way", text_schema(""))},
                        {"near_duplicate_of", text_schema("id of a better hit")},
                        {"stands_for_more", whole_number_schema("")},
                        {"passages", list_schema("where it matches, the best first", passage)}},
                       {"rank", "id"});
}

std::string hit_text(const Json& hit) {
  std::string text = hit["rank"].dump() + ". [" + hit["id"].get<std::string>() + "]";
  if (hit.contains("title")) text += ' ' + hit["title"].get<std::string>();
  if (const auto more = about(hit); !more.empty()) text += " (" + more + ')';
  if (hit.contains("tags")) text += ' ' + joined(hit["tags"], "#", " ");
  text += '\n';
  if (hit.contains("url")) text += "   " + hit["url"].get<std::string>() + '\n';
  if (hit.contains("missing_words")) text += "   lacks: " + joined(hit["missing_words"], "", ", ") + '\n';
  if (hit.contains("near_duplicate_of")) {
    text += "   nearly the same text as [" + hit["near_duplicate_of"].get<std::string>() + "]\n";
  }
  if (hit.contains("stands_for_more")) text += "   stands for " + hit["stands_for_more"].dump() + " more like it\n";
  if (hit.contains("passages")) {
    for (const auto& passage : hit["passages"]) {
      text += "   " + passage["field"].get<std::string>() + ": " + passage["text"].get<std::string>() + '\n';
    }
  }
  return text;
}

std::string hits_text(const Json& hits) {
  std::string text;
  for (const auto& hit : hits) text += hit_text(hit);
  return text;
}

Json total_json(const Total& total) {
  return {{"value", total.value}, {"relation", total.exact ? "exact" : "at_least"}};
}

Json total_schema() {
  return object_schema(
      {{"value", whole_number_schema("")}, {"relation", {{"type", "string"}, {"enum", {"exact", "at_least"}}}}},
      {"value", "relation"});
}

std::string total_text(const Json& total) {
  const auto value = total["value"].get<std::uint64_t>();
  return (total["relation"] == "exact" ? "" : "at least ") + counted(value, "record") +
         (value == 1 ? " matches" : " match");
}

Json facet_json(const Facet& facet) {
  Json values = Json::array();
  for (const auto& count : facet.counts) {
    Json value = {{"value", harmless(shortened(count.value, kMostTextBytes))}};
    if (count.label != count.value) value["label"] = harmless(shortened(count.label, kMostTextBytes));
    value["count"] = count.count;
    values.push_back(std::move(value));
  }
  Json json = {{"field", facet.field}};
  if (facet.filter_field != facet.field) json["filter_field"] = facet.filter_field;
  json["values"] = std::move(values);
  json["distinct"] = facet.distinct;
  json["missing"] = facet.missing;
  return json;
}

Json facet_schema() {
  const auto value = object_schema({{"value", text_schema("as a filter takes it")},
                                    {"label", text_schema("as records write it")},
                                    {"count", whole_number_schema("matches that have it")}},
                                   {"value", "count"});
  return object_schema({{"field", text_schema("")},
                        {"filter_field", text_schema("the field that filters by the values, if it is another")},
                        {"values", list_schema("", value)},
                        {"distinct", whole_number_schema("values in all")},
                        {"missing", whole_number_schema("matches without the field")}},
                       {"field", "values", "distinct", "missing"});
}

std::string facet_text(const Json& facet) {
  std::string text = facet["field"].get<std::string>();
  if (facet.contains("filter_field")) text += " (filter by " + facet["filter_field"].get<std::string>() + ")";
  text += ':';
  const auto& values = facet["values"];
  for (const auto& value : values) {
    const auto& shown = value.contains("label") ? value["label"] : value["value"];
    text += (&value == &values.front() ? " " : ", ") + shown.get<std::string>() + ' ' + value["count"].dump();
  }
  const auto distinct = facet["distinct"].get<std::size_t>();
  if (distinct > values.size()) text += "; " + std::to_string(distinct - values.size()) + " more values";
  if (facet["missing"] != 0)
    text += "; " + counted(facet["missing"].get<std::size_t>(), "match", "matches") + " without it";
  return text + '\n';
}

Answer fitted(const std::function<SearchResults(std::size_t limit)>& ask, std::size_t limit, std::size_t most_tokens,
              const Composed& composed) {
  for (;;) {
    const auto results = ask(limit);
    Answer answer;
    for (const std::size_t bytes :
         {kWholePassages, std::size_t{240}, std::size_t{180}, std::size_t{130}, std::size_t{90}, std::size_t{60}}) {
      answer = composed(results, bytes);
      if (answer.tokens() <= most_tokens) return answer;
    }
    const auto hits = std::min(limit, results.hits.size());
    if (hits <= 1) return composed(results, results.hits.empty() ? kWholePassages : 60);
    // Fewer hits with passages tell more than many without.
    limit = std::max<std::size_t>(1, std::min(hits - 1, hits * most_tokens / answer.tokens()));
  }
}

}  // namespace kbsearch::cli::mcp
