// Numbers whose digits are written in groups.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// A number whose digits stand in groups of three, with the same sign between all of them.
struct GroupedNumber {
  std::size_t end = 0;      ///< 0 if there is none.
  bool has_spaces = false;  ///< The sign is a no-break or a thin space; else it is a part of the number.
};

/// Reads such a number at `at`: 1,234 or 1'234'567, with a no-break or a thin space, with the Arabic separator; with
/// full stops from two on (one parts the decimals), if it is no internet address.
GroupedNumber grouped_number_at(std::string_view text, std::size_t at);

/// Returns `written` without the signs in the number that it begins with; what follows stays.
std::string without_group_signs(std::string_view written);

}  // namespace kbsearch::analysis
