// What a person should know about a result beside its hits: how the question was understood, and why little was found.
#pragma once

#include <ostream>

#include "arguments.hpp"
#include "kbsearch/search_results.hpp"

namespace kbsearch::cli {

void print_notes(std::ostream& out, const SearchResults& results, const CommonOptions& common);

}  // namespace kbsearch::cli
