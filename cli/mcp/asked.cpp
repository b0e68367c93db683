#include "mcp/asked.hpp"

#include <algorithm>
#include <charconv>

#include "kbsearch/filter.hpp"
#include "kbsearch/names.hpp"
#include "mcp/hits.hpp"
#include "mcp/json_schema.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostUnknown = 16;
constexpr std::size_t kMostFacetValues = 100;

/// "title, type, tag": the fields that `fits` lets through.
template <typename Fits>
std::string fields_that(const Schema& schema, const Fits& fits) {
  std::string text;
  for (const auto& field : schema.fields()) {
    if (fits(field)) text += (text.empty() ? "" : ", ") + field.name;
  }
  return text;
}

FacetRequest facet_of(const std::string& text, std::size_t max_values) {
  FacetRequest request;
  request.max_values = max_values;
  std::size_t begin = text.find(':');
  request.field = text.substr(0, begin);
  while (begin != text.npos) {
    const auto end = text.find(':', begin + 1);
    const auto part = text.substr(begin + 1, end == text.npos ? end : end - begin - 1);
    const char* behind = part.data() + part.size();
    const auto parsed = std::from_chars(part.data(), behind, request.max_values);
    if (part == "year" || part == "month") {
      request.date_step = part == "year" ? FacetRequest::DateStep::kYear : FacetRequest::DateStep::kMonth;
    } else if (part.empty() || parsed.ec != std::errc{} || parsed.ptr != behind ||
               request.max_values > kMostFacetValues) {
      throw ToolError("facet '" + harmless(shortened(text, 80)) + "': write FIELD, FIELD:N with N up to " +
                      std::to_string(kMostFacetValues) + ", FIELD:year or FIELD:month" +
                      did_you_mean(part, {"year", "month"}));
    }
    begin = end;
  }
  return request;
}

}  // namespace

Json query_schema(const std::string& description) { return text_schema(description, 0, kMostQueryBytes); }

std::string fields_told(const Schema& schema) {
  std::string text;
  const std::pair<FieldKind, const char*> kinds[] = {{FieldKind::kKeyword, "keywords: id, "},
                                                     {FieldKind::kNumber, "numbers: "},
                                                     {FieldKind::kDate, "dates: "},
                                                     {FieldKind::kText, "texts: "}};
  for (const auto& [kind, name] : kinds) {
    const auto fields = fields_that(schema, [wanted = kind](const Field& field) { return field.kind == wanted; });
    if (!fields.empty()) text += (text.empty() ? "" : "; ") + std::string(name) + fields;
  }
  return text;
}

Json filter_schema(const Schema& schema) {
  return text_schema(
      "only records that it lets through. Parts FIELD:VALUE, all are meant; a comma is or. Examples: type:paper,report "
      "tag:\"open source\" importance:60.. published:2022..2024-06 published:-90d.. -tag:draft has:summary title:word "
      "id:ID. Fields: " +
          fields_told(schema),
      0, kMostQueryBytes);
}

Json filter_schema() { return text_schema("as in search, e.g. type:paper published:2022..", 0, kMostQueryBytes); }

Json sort_schema(const Schema& schema) {
  return text_schema("by a field instead of by relevance: FIELD (greatest or newest first) or FIELD:asc; of " +
                         fields_that(schema,
                                     [](const Field& field) {
                                       return field.sort || field.kind == FieldKind::kNumber ||
                                              field.kind == FieldKind::kDate;
                                     }),
                     0, 100);
}

Json facets_schema(const Schema& schema) {
  return list_schema("FIELD, FIELD:N (N values), FIELD:month of a date. Fields: " +
                         fields_that(schema,
                                     [](const Field& field) {
                                       return field.facet || field.kind == FieldKind::kNumber ||
                                              field.kind == FieldKind::kDate;
                                     }),
                     text_schema("", 1, 100), kMostFacets);
}

Json facets_schema() {
  return list_schema("fields whose values are counted over all matches, as in the tool facets: [\"type\", \"tag:8\"]",
                     text_schema("", 1, 100), kMostFacets);
}

Json cursor_schema() { return text_schema("next_cursor of the page before, to go on; all else as it was", 0, 2'000); }

Json budget_schema(std::size_t unless_given) {
  return whole_number_schema(
      "what the answer may take, counted as bytes / 4; passages are cut to it, then hits left "
      "for the next page",
      100, 20'000, unless_given);
}

Json id_schema() { return text_schema("id of a record", 1, Record::kMaxIdBytes); }

std::string all_records() { return none_of("id", {std::string(Record::kMaxIdBytes + 1, '-')}); }

std::string no_record(const std::string& id) {
  return "no record has the id '" + harmless(shortened(id, 80)) +
         "'; ids stand in square brackets in what search returns, and are written exactly so";
}

void read_filter(const Json& arguments, SearchOptions& options) {
  options.filter = arguments.value("filter", std::string());
}

void read_sort(const Json& arguments, SearchOptions& options) {
  const auto text = arguments.value("sort", std::string());
  if (text.empty()) return;
  const auto colon = text.find(':');
  const auto direction = colon == text.npos ? "desc" : text.substr(colon + 1);
  if (direction != "asc" && direction != "desc") {
    throw ToolError("sort '" + harmless(shortened(text, 80)) + "': write FIELD, FIELD:asc or FIELD:desc");
  }
  options.sort = SortKey{text.substr(0, colon), direction == "asc"};
}

void read_facets(const Json& arguments, SearchOptions& options, std::size_t max_values) {
  if (!arguments.contains("facets")) return;
  for (const auto& facet : arguments["facets"]) {
    auto request = facet_of(facet.get<std::string>(), max_values);
    const bool is_again = std::any_of(options.facets.begin(), options.facets.end(),
                                      [&](const auto& other) { return other.field == request.field; });
    if (!is_again) options.facets.push_back(std::move(request));
  }
}

void add_understanding(Json& told, const SearchResults& results) {
  if (!results.unknown_words.empty()) {
    Json words = Json::array();
    for (const auto& word : results.unknown_words) {
      if (words.size() < kMostUnknown) words.push_back(harmless(shortened(word, 80)));
    }
    told["unknown_words"] = std::move(words);
  }
  if (auto notes = notes_of(results); !notes.empty()) told["notes"] = std::move(notes);
  if (!results.did_you_mean.empty()) told["did_you_mean"] = harmless(shortened(results.did_you_mean, 300));
}

Json unknown_words_schema() { return list_schema("words of the query that no record has", text_schema("")); }

Json notes_schema() {
  return list_schema("how the query was understood and why little was found; may be quoted", text_schema(""));
}

}  // namespace kbsearch::cli::mcp
