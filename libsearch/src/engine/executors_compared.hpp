// Runs a search with Xapian and with the image, and holds one to the other.
#pragma once

#include "kbsearch/searcher.hpp"

namespace kbsearch::engine {

/// Throws Error{kIndexCorrupt} naming the first difference in what is found, its order, scores, totals and facets.
/// Scores may differ by rounding, and records whose scores differ by no more may stand in another order.
void require_same(const SearchResults& of_xapian, const SearchResults& of_image);

/// Returns what both answer. `ask` takes options with one executor.
template <typename Ask>
SearchResults same_of_both(const SearchOptions& options, Ask&& ask) {
  SearchOptions with_one = options;
  with_one.executor = SearchExecutor::kXapian;
  const auto of_xapian = ask(with_one);
  with_one.executor = SearchExecutor::kImage;
  auto of_image = ask(with_one);
  require_same(of_xapian, of_image);
  return of_image;
}

}  // namespace kbsearch::engine
