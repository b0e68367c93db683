// Passages cut to what there is room for.
#pragma once

#include <cstddef>

#include "kbsearch/search_results.hpp"

namespace kbsearch::cli::mcp {

/// Returns the part of a passage with the most matches that takes at most so many bytes, whole words where it can be,
/// with ellipses and the marks that lie in it; an empty text if there is no room for a word.
Snippet cut_passage(const Snippet& passage, std::size_t most_bytes);

}  // namespace kbsearch::cli::mcp
