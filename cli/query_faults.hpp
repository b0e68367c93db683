// Shows where in a query something could not be taken as it was meant.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/query.hpp"

namespace kbsearch::cli {

/// Returns each warning with the piece of the query it is about and a caret under the place; lines end in a line feed.
std::string marked_warnings(const std::string& query, const std::vector<Warning>& warnings);

/// Throws UsageError with marked_warnings if there are any: what --strict asks for.
void refuse_warnings(const std::string& query, const std::vector<Warning>& warnings);

}  // namespace kbsearch::cli
