// The words of a Markdown text without its marks.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::records {

struct PlainText {
  std::string text;           ///< Blocks parted by blank lines, list items and table rows on lines of their own.
  std::string first_heading;  ///< Empty if there is none.
};

/// Returns the text of `markdown` (GitHub's dialect): code, link texts and alternative texts are
/// kept, HTML tags, scripts, styles and comments are dropped.
PlainText markdown_to_text(std::string_view markdown);

}  // namespace kbsearch::records
