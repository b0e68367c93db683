#pragma once

#include <iosfwd>
#include <string>

#include "arguments.hpp"
#include "kbsearch/search_results.hpp"

namespace kbsearch::cli {

/// Prints a line for each hit: rank, title, type and day, id; before them the id of the query, if there is one. On a
/// terminal the title is cut to the width, and where it is narrow type and day are left out; elsewhere all is whole.
void print_short(std::ostream& out, const std::string& query_id, const SearchResults& results,
                 const CommonOptions& common);

}  // namespace kbsearch::cli
