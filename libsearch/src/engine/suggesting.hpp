// Completes what is being typed: titles of records, tags, and words of the index.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "match/session.hpp"

namespace kbsearch::engine {

/// Asks a query for so many hits.
using Ask = std::function<SearchResults(const std::string& query, std::size_t limit)>;

/// Returns how many records a query finds.
using Count = std::function<std::uint64_t(const std::string& query)>;

/// See Searcher::suggest.
std::vector<Suggestion> suggestions(match::Session& session, std::string_view text, std::size_t limit, const Ask& ask,
                                    const Count& count);

}  // namespace kbsearch::engine
