// Finds the markup in texts that were given as plain: what a page would not show.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::present {

/// Bytes [begin, end) of a text, and what is shown in their place.
struct DisplayEdit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string shown;
};

/// Returns the edits that leave what a page would show, ascending, not overlapping: character references decoded
/// (`What&#x27;s`), Markdown's escapes, emphasis and links taken off (`\$50M`, `**bold**`, `[text](https://...)`), and
/// pairs of HTML's inline tags (`<i>E. coli</i>`), the sign of a list's item or a heading at the beginning. What opens
/// and is not closed is a sign and stays, and so do names and sums: `snake_case`, `__init__`, `2*3*4`, `*args,
/// **kwargs`. Linear in the bytes.
std::vector<DisplayEdit> markup_edits(std::string_view text);

}  // namespace kbsearch::present
