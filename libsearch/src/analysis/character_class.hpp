// What a character is to the tokenizer.
#pragma once

#include <cstdint>
#include <string_view>

namespace kbsearch::analysis {

enum class CharacterClass : std::uint8_t {
  kOther,  ///< Space, punctuation, symbols, malformed bytes.
  kLetter,
  kDigit,
  kExtend,      ///< Marks and invisible characters: continue a word, never start one.
  kIdeograph,   ///< Han, kana and hangul: runs become bigrams and dictionary words.
  kDictionary,  ///< Thai, Khmer, Lao, Burmese: no spaces between words, a dictionary finds them.
};

struct ClassifiedCharacter {
  CharacterClass kind;
  std::uint8_t size;  ///< Bytes.
};

/// Returns true if `word` begins with a capital letter, as names do.
bool is_capitalised(std::string_view word);

/// Classifies the character that starts at `at` < text.size().
ClassifiedCharacter classify(std::string_view text, std::size_t at);

}  // namespace kbsearch::analysis
