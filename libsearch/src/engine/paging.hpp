// Which matches stand on the page that was asked for: after an offset or a cursor, one of each group.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "match/session.hpp"

namespace kbsearch::engine {

struct Page {
  std::vector<match::Match> matches;
  std::size_t first_rank = 1;
  double order_from = 0.0;  ///< See match::MatchSet.
  Total total;
  std::string next_cursor;
};

/// Throws Error{kInvalidArgument} for a limit, an offset or a grouping that makes no sense.
void check_page(const Schema& schema, const SearchOptions& options);

/// The options must have been checked. Throws Error{kInvalidArgument} for a cursor of another search. `search_digest`
/// names all that is asked but the place in the list.
Page page_of(match::Session& session, const match::Plan& plan, const SearchOptions& options,
             std::uint64_t search_digest);

}  // namespace kbsearch::engine
