/// @file
/// Answers as JSON: what the tool prints, and every binding gives.
///
///     std::cout << kbsearch::results_to_json(searcher.search("heat pump"), "heat pump", {.indent = 2}) << '\n';
///
/// The form has a version, `schema_version`. Within one, members are only added; their order is the one below. null, or
/// an empty list, stands for what there is none of; a member with ? is left out then. Offsets are bytes of UTF-8. A
/// byte that is not UTF-8, in a query from a command line, is replaced.
///
///     {"schema_version": 1,
///      "query_id"?: TEXT, "query": TEXT,
///      "total": {"value": N, "relation": "exact" | "at_least"}, "groups"?: N, "took_us": N,
///      "hits": [HIT...],
///      "facets": {FIELD: [{"value": TEXT, "count": N, "label": TEXT}...]},
///      "facet_details"?: {FIELD: {"distinct": N, "missing": N, "filter_field": TEXT}},
///      "did_you_mean": TEXT | null, "unknown_words": [TEXT...],
///      "corrections": [{"word": TEXT, "meant": TEXT, "edits": N, "records": N}...],
///      "expansions": [{"words": TEXT, "text": TEXT, "reason": TEXT, "hits": N | null}...],
///      "relaxation": {"dropped": [TEXT...], "total": N} | null,
///      "total_without_filter"?: N,
///      "clauses"?: [{"clause": TEXT, "records": N, "total_without": N, "nearest_values": [TEXT...]}...],
///      "related_tags"?: [{"value": TEXT, "count": N, "records": N, "label": TEXT}...],
///      "next_cursor": TEXT | null,
///      "warnings": [{"at": N, "what": TEXT}...]}
///
///     HIT: {"rank": N, "id": TEXT, "score": X, "title": TEXT | null, "path": TEXT | null, "url": TEXT | null,
///           "type": TEXT | null, "tags": [TEXT...], "importance": X | null, "quality": X | null,
///           "published": TEXT | null, "cited_by_count": N,
///           "snippet": PASSAGE | null, "passages"?: [PASSAGE...] (if there are two or more, the snippet first),
///           "matched_fields": {FIELD: N}, "missing_words": [TEXT...],
///           "collapsed"?: N, "near_duplicate_of"?: ID, "explanation": EXPLANATION | null, "query_id"?: TEXT}
///     PASSAGE: {"field": TEXT, "ordinal"?: N, "text": TEXT (with ellipses), "marks": [[BEGIN, END]...]}
///     EXPLANATION: {"label": TEXT, "value": X, "detail"?: TEXT, "parts"?: [EXPLANATION...],
///                  "instead_of"?: [EXPLANATION...]}
///
/// What each means is told by search_results.hpp. `warnings` are SearchResults::warnings and, after them, its notes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/search_options.hpp"
#include "kbsearch/search_results.hpp"
#include "kbsearch/searcher.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// The `schema_version` of what is written.
inline constexpr int kJsonSchemaVersion = 1;

/// How JSON is written.
struct JsonOptions {
  std::string query_id = {};  ///< Of a batch; empty for none.
  int indent = -1;            ///< Blanks for each level; -1: all on one line.
};

/// Returns the results of `query` as one object.
[[nodiscard]] std::string results_to_json(const SearchResults& results, std::string_view query,
                                          const JsonOptions& options = {});

/// Returns one hit, as it stands in the results. With a query's id that is its last member.
[[nodiscard]] std::string hit_to_json(const Hit& hit, const JsonOptions& options = {});

/// Returns an explanation, as it stands in a hit.
[[nodiscard]] std::string explanation_to_json(const Explanation& explanation, const JsonOptions& options = {});

/// A record that was asked about, and why it scores what it does; nothing if it does not match or is not there.
struct ExplainedRecord {
  std::string id;                          ///< Record::id.
  std::optional<Explanation> explanation;  ///< As Searcher::explain() gives it.
};

/// Returns {"schema_version": 1, "query": TEXT, "profile": NAME, "records": [{"id": TEXT, "explanation": EXPLANATION |
/// null}...], "compared"?: [ID...], "differences"?: [{"label": TEXT, "values": [X...], "gain"?: X}...]}: the
/// differences of those that match, in the order of `compared`; the gain of the first of two over the other.
[[nodiscard]] std::string explanations_to_json(const std::vector<ExplainedRecord>& records, std::string_view query,
                                               std::string_view profile, const JsonOptions& options = {});

/// Returns {"schema_version": 1, "prefix": TEXT, "suggestions": [{"kind": "title" | "alias" | "tag" | "word", "text":
/// TEXT, "id"?: TEXT, "records": N}...]}.
[[nodiscard]] std::string suggestions_to_json(const std::vector<Suggestion>& suggestions, std::string_view prefix,
                                              const JsonOptions& options = {});

/// Returns {"schema_version": 1, "records": N, "distinct_terms": N, "avg_length": X, "current_avg_length": X,
/// "bytes_on_disk": N, "generation": TEXT, "languages": {CODE: N}, "fields": {FIELD: N}}, as IndexStatistics has them.
[[nodiscard]] std::string statistics_to_json(const IndexStatistics& statistics, const JsonOptions& options = {});

/// Reads the options of a search: an object whose members are called as those of SearchOptions (all but `stop` and
/// `deadline`). What is not given, or null, stays as in `defaults`; so does all of it where `json` is empty text.
///
///     {"limit": N, "offset": N, "after": TEXT, "filter": TEXT, "sort": {"field": TEXT, "ascending": BOOLEAN},
///      "collapse": TEXT, "facets": [FIELD or {"field": TEXT, "max_values": N, "date_step": "year" | "month"}...],
///      "related_tags": N, "snippets": BOOLEAN, "passages": N, "explain": BOOLEAN,
///      "plain_words": BOOLEAN, "all_words": BOOLEAN, "typos": BOOLEAN, "expand": BOOLEAN, "typing": BOOLEAN,
///      "exact_total_up_to": N, "max_words": N, "max_expansions": N,
///      "executor": "any" | "xapian" | "image" | "both",
///      "profile": NAME or an object as RankingProfile::from_json() reads it,
///      "timeout_us": N}             // SearchOptions::deadline, so many microseconds from this call on
///
/// Throws Error{kInvalidArgument} that names the member, its value and what it must be; whether a number is in its
/// range is told by the search.
[[nodiscard]] SearchOptions search_options_from_json(std::string_view json, SearchOptions defaults = {});

}  // namespace kbsearch
