#include <algorithm>

#include "counted.hpp"
#include "mcp/asked.hpp"
#include "mcp/hits.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

bool can_be_counted(const Field& field) {
  return field.facet || field.kind == FieldKind::kNumber || field.kind == FieldKind::kDate;
}

std::uint64_t total_of(const Call& call, const std::string& query, SearchOptions options) {
  options.limit = 0;
  return call.searcher.search(query, options).total.value;
}

/// What a field is, and how many of the matches have it.
Json field_json(const Field& field, const Call& call, const std::string& query, SearchOptions options) {
  options.filter += (options.filter.empty() ? "has:" : " has:") + field.name;
  Json json = {{"field", field.name}, {"kind", to_string(field.kind)}, {"records", total_of(call, query, options)}};
  if (can_be_counted(field)) json["countable"] = true;
  if (!field.aliases.empty()) json["aliases"] = field.aliases;
  return json;
}

std::string facets_text(const Json& told) {
  std::string text = total_text(told["total"]) + ".\n";
  if (told.contains("notes")) text += notes_text(told["notes"]);
  if (told.contains("facets")) {
    for (const auto& facet : told["facets"]) text += facet_text(facet);
  }
  if (!told.contains("fields")) return text;
  text += "Fields, how many of these records have each (*: its values can be counted):\n";
  for (const char* kind : {"keyword", "number", "date", "text"}) {
    std::string names;
    for (const auto& field : told["fields"]) {
      if (field["kind"] != kind) continue;
      names += (names.empty() ? " " : ", ") + field["field"].get<std::string>() +
               (field.contains("countable") ? "*" : "") + ' ' + field["records"].dump();
    }
    if (!names.empty()) text += std::string(kind) + ':' + names + '\n';
  }
  return text;
}

Answer run_facets(const Json& arguments, const Call& call) {
  auto query = arguments.value("query", std::string());
  auto options = call.options();
  read_filter(arguments, options);
  auto max_values = arguments["max_values"].get<std::size_t>();
  read_facets(arguments, options, max_values);
  if (query.empty() && options.filter.empty()) options.filter = all_records();
  options.limit = 0;
  const auto most_tokens = arguments["max_tokens"].get<std::size_t>();
  for (;;) {
    const auto results = call.searcher.search(query, options);
    Json told = {{"total", total_json(results.total)}};
    add_understanding(told, results);
    if (options.facets.empty()) {
      Json fields = Json::array();
      for (const auto& field : call.searcher.schema().fields()) {
        // What is told by other records' fields is no member of a record.
        if (field.kind != FieldKind::kStored && field.inverse_of.empty())
          fields.push_back(field_json(field, call, query, options));
      }
      told["fields"] = std::move(fields);
    } else {
      Json facets = Json::array();
      for (const auto& facet : results.facets) facets.push_back(facet_json(facet));
      told["facets"] = std::move(facets);
    }
    auto text = facets_text(told);
    Answer answer{std::move(told), std::move(text)};
    if (answer.tokens() <= most_tokens || options.facets.empty() || max_values <= 1) return answer;
    max_values /= 2;
    for (auto& facet : options.facets) facet.max_values = std::min(facet.max_values, max_values);
  }
}

}  // namespace

Tool facets_tool(const Schema& schema) {
  const auto field = object_schema({{"field", text_schema("")},
                                    {"kind", text_schema("keyword, number, date or text")},
                                    {"records", whole_number_schema("matches that have it")},
                                    {"countable", boolean_schema("")},
                                    {"aliases", list_schema("", text_schema(""))}},
                                   {"field", "kind", "records"});
  return {
      .name = "facets",
      .title = "Count what there is",
      .description =
          "Counts the values of fields over the records that a query and a filter match, or over all of them: which "
          "types, tags, years there are and how many records each has. Each value can be used in a filter. Without "
          "`facets` it lists the fields of this knowledge base and how many records have each. Of a text query "
          "every record with ANY of its words is counted; write +word to require it.",
      .input_schema = object_schema(
          {{"query", query_schema("as in search; may be left out")},
           {"filter", filter_schema()},
           {"facets", facets_schema(schema)},
           {"max_values", whole_number_schema("values of each field", 1, 100, 15)},
           {"max_tokens", whole_number_schema("what the answer may take, counted as bytes / 4; fewer values are "
                                              "told to keep it",
                                              100, 20'000, 1'200)}},
          {}),
      .output_schema = object_schema({{"total", total_schema()},
                                      {"unknown_words", unknown_words_schema()},
                                      {"notes", notes_schema()},
                                      {"did_you_mean", text_schema("the query with its unknown words corrected")},
                                      {"facets", list_schema("", facet_schema())},
                                      {"fields", list_schema("", field)}},
                                     {"total"}),
      .run = run_facets};
}

}  // namespace kbsearch::cli::mcp
