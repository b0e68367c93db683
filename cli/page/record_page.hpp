// The page of one record: all that it says, the pages that cite it, what it cites, what is like it.
#pragma once

#include "kbsearch/searcher.hpp"
#include "page/page.hpp"

namespace kbsearch::page {

/// Returns the page; one with status 404 if there is no record with that id. With a `q` it also tells why the record is
/// found for it, and where.
[[nodiscard]] Response record_page(const Request& request, const Searcher& searcher);

}  // namespace kbsearch::page
