// Answers one question with one session: query to plan, plan to page, page to hits, and what else is worth telling.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "match/session.hpp"

namespace kbsearch::engine {

/// See Searcher::search, Searcher::similar and Searcher::explain_all; `took` is the caller's.
SearchResults answer(match::Session& session, std::string_view query_text, const SearchOptions& options);
std::optional<SearchResults> similar(match::Session& session, std::string_view record_id, const SearchOptions& options);
std::vector<std::optional<Explanation>> explain(match::Session& session, std::string_view query_text,
                                                const std::vector<std::string>& record_ids,
                                                const SearchOptions& options);

}  // namespace kbsearch::engine
