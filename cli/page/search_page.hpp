// The page at `/`: search box, results, filters.
#pragma once

#include "kbsearch/searcher.hpp"
#include "page/page.hpp"

namespace kbsearch::page {

/// Returns the page. Throws what the search throws, for answer() to make a page of.
[[nodiscard]] Response search_page(const Request& request, const Searcher& searcher);

}  // namespace kbsearch::page
