// The filters beside the results: values with counts, numbers and dates as ranges with a histogram; and as chips, those
// that are set.
#pragma once

#include <vector>

#include "kbsearch/schema.hpp"
#include "kbsearch/search_options.hpp"
#include "kbsearch/search_results.hpp"
#include "page/asked.hpp"
#include "page/html.hpp"

namespace kbsearch::page {

/// Returns the facets that a page asks for: keyword fields that are counted, but for those that hold records' ids; the
/// first date and the first two numbers that can be sorted by.
[[nodiscard]] std::vector<FacetRequest> facets_of(const Schema& schema);

/// Returns the filters; empty where there is nothing to choose.
[[nodiscard]] Html facets_view(const std::vector<Facet>& facets, const Asked& asked, const Schema& schema);

/// Returns a chip for each condition, each a link to the page without it; empty if there are none.
[[nodiscard]] Html chips_view(const Asked& asked);

}  // namespace kbsearch::page
