// Texts that are lists.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::records {

/// Returns the parts of `text` between any of `separators`, without white space at their ends and without empty ones.
std::vector<std::string> split_text(std::string_view text, std::string_view separators);

}  // namespace kbsearch::records
