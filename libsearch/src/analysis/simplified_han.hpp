// Traditional and simplified Chinese as one writing.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns `text` with each traditional Chinese character as the simplified one that ICU's transform "Hant-Hans" gives
/// for it by itself: 經濟 as 经济. All sizes and offsets in bytes stay as they are. Characters of the same word may be
/// chosen by their neighbours when Chinese is written in the other form (乾坤, but 乾淨 as 干净): here each has one
/// answer, so that both writings of a word become the same.
std::string with_simplified_han(std::string_view text);

}  // namespace kbsearch::analysis
