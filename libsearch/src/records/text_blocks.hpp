// Writing the text of a marked-up page: what parts its pieces is asked for, and written when text follows.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::records {

class TextBlocks {
 public:
  /// The text that follows stands behind so many line feeds, if there is any before it.
  void ask_for_break(int feeds);
  /// The text that follows is parted by a space or a break.
  void ask_for_space() { asked_space_ = true; }
  void write(std::string_view text);

  bool is_empty() const { return text_.empty(); }
  std::string finish() &&;

 private:
  std::string text_;
  int asked_feeds_ = 0;
  bool asked_space_ = false;
};

}  // namespace kbsearch::records
