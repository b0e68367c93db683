// Word boundaries by dictionary, for scripts that write no spaces (ICU's break iterator).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kbsearch::analysis {

/// Appends to `ends` the byte offset after each word of `run`, ascending; the last is run.size().
void dictionary_word_ends(std::string_view run, std::vector<std::uint32_t>& ends);

/// The same for a run of Han, kana and hangul: both writings of Chinese end at the same places, but where the
/// dictionary knows longer words as it stands, and where kana tell that it is Japanese.
void ideograph_word_ends(std::string_view run, std::vector<std::uint32_t>& ends);

/// The same for such a run that has marks or invisible characters: the dictionary is asked for it as it is folded, so
/// that it finds the words that it finds in the plain writing. `characters` are the offsets of the run's characters
/// with their marks, and its end, all in one text; a word may end inside a character there, and is then given that
/// character's end.
void word_ends_of_marked(std::string_view run, const std::vector<std::uint32_t>& characters,
                         std::vector<std::uint32_t>& ends);

}  // namespace kbsearch::analysis
