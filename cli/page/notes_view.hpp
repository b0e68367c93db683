// What an answer tells beside its hits, in words: what was not understood, what was asked as well, why nothing was
// found; each with the link that goes on from there.
#pragma once

#include "kbsearch/search_results.hpp"
#include "page/asked.hpp"
#include "page/html.hpp"

namespace kbsearch::page {

/// Returns what stands above the hits; empty where there is nothing to tell.
[[nodiscard]] Html notes_view(const SearchResults& results, const Asked& asked);

/// Returns why nothing was found, and ways on.
[[nodiscard]] Html nothing_found_view(const SearchResults& results, const Asked& asked, const Schema& schema);

}  // namespace kbsearch::page
