#include "kbsearch/json.hpp"

#include <nlohmann/json.hpp>

namespace kbsearch {
namespace {

using Json = nlohmann::ordered_json;

Json json_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json json_or_null(const std::optional<double>& number) { return number ? Json(*number) : Json(nullptr); }

Json to_json(const Explanation& explanation) {
  Json json{{"label", explanation.label}, {"value", explanation.value}};
  if (!explanation.detail.empty()) json["detail"] = explanation.detail;
  if (!explanation.parts.empty()) {
    json["parts"] = Json::array();
    for (const auto& part : explanation.parts) json["parts"].push_back(to_json(part));
  }
  if (!explanation.instead_of.empty()) {
    json["instead_of"] = Json::array();
    for (const auto& other : explanation.instead_of) json["instead_of"].push_back(to_json(other));
  }
  return json;
}

Json to_json(const Snippet& found) {
  if (found.field.empty()) return nullptr;
  const auto snippet = with_ellipses(found);
  Json marks = Json::array();
  for (const auto& mark : snippet.marks) marks.push_back({mark.begin, mark.end});
  Json json{{"field", snippet.field}};
  if (snippet.ordinal > 0) json["ordinal"] = snippet.ordinal;
  json["text"] = snippet.text;
  json["marks"] = marks;
  return json;
}

Json to_json(const Hit& hit) {
  Json json{{"rank", hit.rank},
            {"id", hit.record_id},
            {"score", hit.score},
            {"title", json_or_null(hit.title)},
            {"path", json_or_null(hit.path)},
            {"url", json_or_null(hit.url)},
            {"type", json_or_null(hit.type)},
            {"tags", hit.tags},
            {"importance", json_or_null(hit.importance)},
            {"quality", json_or_null(hit.quality)},
            {"published", json_or_null(hit.published)},
            {"cited_by_count", hit.cited_by_count},
            {"snippet", to_json(hit.snippet)}};
  if (hit.passages.size() > 1) {
    json["passages"] = Json::array();
    for (const auto& passage : hit.passages) json["passages"].push_back(to_json(passage));
  }
  json["matched_fields"] = Json::object();
  for (const auto& matches : hit.matched_fields) json["matched_fields"][matches.field] = matches.count;
  json["missing_words"] = hit.missing_words;
  if (hit.collapsed > 0) json["collapsed"] = hit.collapsed;
  if (!hit.near_duplicate_of.empty()) json["near_duplicate_of"] = hit.near_duplicate_of;
  json["explanation"] = hit.explanation ? to_json(*hit.explanation) : Json(nullptr);
  return json;
}

/// How the question was understood, and what could be asked next.
void add_guidance(const SearchResults& results, Json& json) {
  json["did_you_mean"] = json_or_null(results.did_you_mean);
  json["unknown_words"] = results.unknown_words;
  json["corrections"] = Json::array();
  for (const auto& correction : results.corrections) {
    json["corrections"].push_back({{"word", correction.word},
                                   {"meant", correction.meant},
                                   {"edits", correction.edits},
                                   {"records", correction.doc_count}});
  }
  json["expansions"] = Json::array();
  for (const auto& expansion : results.expansions) {
    json["expansions"].push_back({{"words", expansion.words},
                                  {"text", expansion.text},
                                  {"reason", to_string(expansion.reason)},
                                  {"hits", expansion.hits ? Json(*expansion.hits) : Json(nullptr)}});
  }
  json["relaxation"] = nullptr;
  if (results.relaxation) {
    json["relaxation"] = {{"dropped", results.relaxation->dropped}, {"total", results.relaxation->total}};
  }
  if (results.total_without_filter) json["total_without_filter"] = *results.total_without_filter;
  if (!results.clauses.empty()) json["clauses"] = Json::array();
  for (const auto& effect : results.clauses) {
    json["clauses"].push_back({{"clause", effect.clause},
                               {"records", effect.doc_count},
                               {"total_without", effect.total_without},
                               {"nearest_values", effect.nearest_values}});
  }
  if (!results.related_tags.empty()) json["related_tags"] = Json::array();
  for (const auto& tag : results.related_tags) {
    json["related_tags"].push_back(
        {{"value", tag.value}, {"count", tag.count}, {"records", tag.doc_count}, {"label", tag.label}});
  }
}

Json to_json(const SearchResults& results, std::string_view query, const std::string& query_id) {
  Json json{{"schema_version", kJsonSchemaVersion}};
  if (!query_id.empty()) json["query_id"] = query_id;
  json["query"] = query;
  json["total"] = {{"value", results.total.value}, {"relation", results.total.exact ? "exact" : "at_least"}};
  if (results.groups) json["groups"] = *results.groups;
  json["took_us"] = results.took.count();
  json["hits"] = Json::array();
  for (const auto& hit : results.hits) json["hits"].push_back(to_json(hit));
  json["facets"] = Json::object();
  for (const auto& facet : results.facets) {
    Json counts = Json::array();
    for (const auto& count : facet.counts) {
      counts.push_back({{"value", count.value}, {"count", count.count}, {"label", count.label}});
    }
    json["facets"][facet.field] = counts;
    json["facet_details"][facet.field] = {
        {"distinct", facet.distinct}, {"missing", facet.missing}, {"filter_field", facet.filter_field}};
  }
  add_guidance(results, json);
  json["next_cursor"] = json_or_null(results.next_cursor);
  json["warnings"] = Json::array();
  for (const auto* list : {&results.warnings, &results.notes}) {
    for (const auto& warning : *list) json["warnings"].push_back({{"at", warning.at}, {"what", warning.what}});
  }
  return json;
}

/// JSON text; a byte that is not UTF-8 (in a query from the command line) is replaced, never an error.
std::string dumped(const Json& json, const JsonOptions& options) {
  return json.dump(options.indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

const char* name_of(Suggestion::Kind kind) {
  switch (kind) {
    case Suggestion::Kind::kTitle:
      return "title";
    case Suggestion::Kind::kAlias:
      return "alias";
    case Suggestion::Kind::kTag:
      return "tag";
    case Suggestion::Kind::kWord:
      return "word";
  }
  return "";
}

std::string results_to_json(const SearchResults& results, std::string_view query, const JsonOptions& options) {
  return dumped(to_json(results, query, options.query_id), options);
}

std::string hit_to_json(const Hit& hit, const JsonOptions& options) {
  Json json = to_json(hit);
  if (!options.query_id.empty()) json["query_id"] = options.query_id;
  return dumped(json, options);
}

std::string explanation_to_json(const Explanation& explanation, const JsonOptions& options) {
  return dumped(to_json(explanation), options);
}

std::string explanations_to_json(const std::vector<ExplainedRecord>& records, std::string_view query,
                                 std::string_view profile, const JsonOptions& options) {
  Json json{{"schema_version", kJsonSchemaVersion}, {"query", query}, {"profile", profile}, {"records", Json::array()}};
  for (const auto& record : records) {
    json["records"].push_back(
        {{"id", record.id}, {"explanation", record.explanation ? to_json(*record.explanation) : Json(nullptr)}});
  }
  std::vector<Explanation> explanations;
  Json compared = Json::array();
  for (const auto& record : records) {
    if (!record.explanation) continue;
    explanations.push_back(*record.explanation);
    compared.push_back(record.id);
  }
  if (explanations.size() > 1) {
    json["compared"] = std::move(compared);
    json["differences"] = Json::array();
    for (const auto& part : differences(explanations)) {
      Json difference{{"label", part.label}, {"values", part.values}};
      if (explanations.size() == 2) difference["gain"] = part.values[0] - part.values[1];
      json["differences"].push_back(std::move(difference));
    }
  }
  return dumped(json, options);
}

std::string suggestions_to_json(const std::vector<Suggestion>& suggestions, std::string_view prefix,
                                const JsonOptions& options) {
  Json json{{"schema_version", kJsonSchemaVersion}, {"prefix", prefix}, {"suggestions", Json::array()}};
  for (const auto& suggestion : suggestions) {
    Json one{{"kind", name_of(suggestion.kind)}, {"text", suggestion.text}};
    if (!suggestion.record_id.empty()) one["id"] = suggestion.record_id;
    one["records"] = suggestion.doc_count;
    json["suggestions"].push_back(one);
  }
  return dumped(json, options);
}

std::string statistics_to_json(const IndexStatistics& statistics, const JsonOptions& options) {
  Json json{{"schema_version", kJsonSchemaVersion},
            {"records", statistics.doc_count},
            {"distinct_terms", statistics.distinct_terms},
            {"avg_length", statistics.avg_length},
            {"current_avg_length", statistics.current_avg_length},
            {"bytes_on_disk", statistics.bytes_on_disk},
            {"generation", statistics.generation},
            {"languages", Json::object()},
            {"fields", Json::object()}};
  for (const auto& [language, count] : statistics.languages) json["languages"][language] = count;
  for (const auto& [field, count] : statistics.fields) json["fields"][field] = count;
  return dumped(json, options);
}

}  // namespace kbsearch
