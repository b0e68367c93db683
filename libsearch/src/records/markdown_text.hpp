// The words of a Markdown text without its marks.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::records {

struct PlainText {
  std::string text;             ///< Blocks parted by blank lines, list items and table rows on lines of their own.
  std::string opening_heading;  ///< The heading of level 1 that the text begins with; empty if it does not.
};

/// Returns the text of `markdown` (GitHub's dialect): code, link texts and alternative texts are
/// kept, HTML tags, scripts, styles and comments are dropped.
PlainText markdown_to_text(std::string_view markdown);

}  // namespace kbsearch::records
