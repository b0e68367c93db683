// Answers one question with one session: query to plan, plan to page, page to hits, and what else is worth telling.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "match/session.hpp"

namespace kbsearch::engine {

/// What is asked: a text that is to be parsed, or a query.
using Question = std::variant<std::string_view, const Query*>;

/// See Searcher::search, Searcher::similar and Searcher::explain_all; `took` is the caller's.
SearchResults answer(match::Session& session, const Question& question, const SearchOptions& options);
std::optional<SearchResults> similar(match::Session& session, std::string_view record_id, const SearchOptions& options);
std::vector<std::optional<Explanation>> explain(match::Session& session, const Question& question,
                                                const std::vector<std::string>& record_ids,
                                                const SearchOptions& options);

}  // namespace kbsearch::engine
