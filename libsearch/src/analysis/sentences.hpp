// Where sentences begin, for snippets that start and end like prose.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kbsearch::analysis {

/// Returns the byte offsets at which sentences of `text` begin, ascending; the first is that of the first character
/// that is not a space. A line that is followed by a capital, a digit or a bullet ends a sentence too: cached pages
/// are lists of lines. Empty for blank text.
std::vector<std::uint32_t> sentence_starts(std::string_view text);

}  // namespace kbsearch::analysis
