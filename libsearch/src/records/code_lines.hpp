// Telling which lines of Markdown are code, for the filters that run before it is read.
#pragma once

#include <string_view>

namespace kbsearch::records {

/// Is asked line by line, in order, by one of the two. Keeps views until the code ends.
class CodeLines {
 public:
  /// Whether `line` is code between fences or one of these, also within a quote (`> `).
  bool is_fenced(std::string_view line);
  /// Whether it is that, or code that is indented. MDX has no such code.
  bool is_code(std::string_view line);

 private:
  bool is_indented(std::string_view line);

  std::string_view fence_;  ///< Opens the code we are in; empty outside of it.
  bool after_blank_ = true;
  bool in_indented_ = false;
  bool in_list_ = false;  ///< Where indented lines go on with an item.
};

}  // namespace kbsearch::records
