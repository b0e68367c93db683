// The forms in which explanations are printed.
#pragma once

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>

#include "kbsearch/search_results.hpp"

namespace kbsearch::cli {

/// Returns {"label", "value", "detail", "parts": [...], "instead_of": [...]}; what is empty is left out.
nlohmann::ordered_json to_json(const Explanation& explanation);

/// Prints an explanation as an indented tree.
void print_explanation(std::ostream& out, const Explanation& explanation, std::size_t indent);

}  // namespace kbsearch::cli
