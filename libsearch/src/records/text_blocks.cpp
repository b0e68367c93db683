#include "records/text_blocks.hpp"

#include <algorithm>
#include <utility>

namespace kbsearch::records {

void TextBlocks::ask_for_break(int feeds) { asked_feeds_ = std::max(asked_feeds_, feeds); }

void TextBlocks::write(std::string_view text) {
  if (text.empty()) return;
  if (asked_feeds_ > 0 && !text_.empty()) {
    // Code ends with line feeds of its own.
    text_.erase(text_.find_last_not_of(" \n") + 1);
    text_.append(static_cast<std::size_t>(asked_feeds_), '\n');
  } else if (asked_space_ && !text_.empty()) {
    text_ += ' ';
  }
  asked_feeds_ = 0;
  asked_space_ = false;
  text_ += text;
}

std::string TextBlocks::finish() && {
  text_.erase(text_.find_last_not_of(" \n") + 1);
  return std::move(text_);
}

}  // namespace kbsearch::records
