// Numbers of versions within words: v2.10.0, gcc12.2, 2301.12345v2.
#pragma once

#include <cstddef>
#include <string_view>

namespace kbsearch::analysis {

constexpr bool is_v(char c) { return c == 'v' || c == 'V'; }

/// Returns where the number begins in a word of letters and a number with a point that begins at `at`: behind the v of
/// v2.10.0; 0 if there is no such word.
std::size_t version_in(std::string_view text, std::size_t at);

/// Returns the end of the number with a point that stands from `begin` to `end`, without the version of what it names:
/// before the v of 2301.12345v2.
std::size_t without_version(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace kbsearch::analysis
