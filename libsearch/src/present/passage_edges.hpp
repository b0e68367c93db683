// Where a passage begins and ends: at sentences where they fit, else at words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "store/stored_document.hpp"

namespace kbsearch::present {

/// About three lines of an 80-column terminal.
inline constexpr std::size_t kMaxPassageBytes = 280;

/// Bytes [begin, end) of a text.
struct Passage {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::size_t size() const { return end - begin; }
};

inline std::string_view view_of(std::string_view text, const Passage& passage) {
  return text.substr(passage.begin, passage.size());
}

/// Returns the sentences of a text as ranges; a text without sentences is one. Of a text that was cut off, as pages are
/// that were saved to a limit, the last ends with its last whole word.
std::vector<Passage> sentences_of(const store::StoredText& text);

/// Returns the passage that begins with the sentence `first` (of at most kMaxPassageBytes): the sentences that follow
/// while they fit, without a heading at the end that has nothing of `until`, the end of the last match in them. What is
/// too short to tell anything goes on into the next sentence, or begins before.
Passage passage_from(std::string_view text, const std::vector<Passage>& sentences, std::size_t first,
                     std::uint32_t until);

/// Cuts a sentence that is too long to a window of whole words round the match at `from`.
Passage window_in(std::string_view text, const Passage& sentence, std::uint32_t from);

/// Returns the passage without the menu or heading that it begins with, if it reads better so; it does not lose what
/// stands from `first_match` on.
Passage without_menu(std::string_view text, const Passage& passage, std::uint32_t first_match);

/// Whether a text ends as a sentence does.
bool ends_a_sentence(std::string_view text);

}  // namespace kbsearch::present
