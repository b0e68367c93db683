// Arguments that several tools take, and members that several answers have.
#pragma once

#include "kbsearch/search_options.hpp"
#include "kbsearch/search_results.hpp"
#include "mcp/json.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {

constexpr std::size_t kMostHitsOfAPage = 50;
constexpr std::size_t kMostQueryBytes = 4'096;
constexpr std::size_t kMostFacets = 8;

Json query_schema(const std::string& description);
/// Names the fields of the index.
Json filter_schema(const Schema& schema);
/// Refers to that of `search`.
Json filter_schema();
Json sort_schema(const Schema& schema);
Json facets_schema(const Schema& schema);
Json facets_schema();
/// Returns the fields that a filter may name, by kind.
std::string fields_told(const Schema& schema);
Json cursor_schema();
Json budget_schema(std::size_t unless_given);
Json id_schema();

/// A filter that lets all records through.
std::string all_records();

/// Says that there is no such record, and where ids are found.
std::string no_record(const std::string& id);

void read_filter(const Json& arguments, SearchOptions& options);
/// Throws ToolError for another direction than asc and desc.
void read_sort(const Json& arguments, SearchOptions& options);
/// Of FIELD, FIELD:N, FIELD:month, FIELD:month:N.
void read_facets(const Json& arguments, SearchOptions& options, std::size_t max_values = 5);

/// Sets `unknown_words`, `notes` and `did_you_mean`, where there are any.
void add_understanding(Json& told, const SearchResults& results);
Json unknown_words_schema();
Json notes_schema();

}  // namespace kbsearch::cli::mcp
