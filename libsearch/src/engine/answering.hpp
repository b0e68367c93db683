// Answers one question with one session: query to plan, plan to page, page to hits, and what else is worth telling.
#pragma once

#include <optional>
#include <string_view>

#include "kbsearch/searcher.hpp"
#include "match/session.hpp"

namespace kbsearch::engine {

/// See Searcher::search, Searcher::similar and Searcher::explain; `took` is the caller's.
SearchResults answer(match::Session& session, std::string_view query_text, const SearchOptions& options);
std::optional<SearchResults> similar(match::Session& session, std::string_view record_id, const SearchOptions& options);
std::optional<Explanation> explain(match::Session& session, std::string_view query_text, std::string_view record_id,
                                   const SearchOptions& options);

}  // namespace kbsearch::engine
