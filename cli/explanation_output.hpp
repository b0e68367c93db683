// Explanations for a terminal.
#pragma once

#include <iosfwd>

#include "kbsearch/search_results.hpp"

namespace kbsearch::cli {

/// Prints an explanation as an indented tree.
void print_explanation(std::ostream& out, const Explanation& explanation, std::size_t indent);

}  // namespace kbsearch::cli
