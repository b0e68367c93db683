// What a character is to the tokenizer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kbsearch::analysis {

enum class CharacterClass : std::uint8_t {
  kOther,  ///< Space, punctuation, symbols, malformed bytes.
  kLetter,
  kDigit,
  kExtend,      ///< Marks and invisible characters: continue a word, never start one.
  kBreakPoint,  ///< The zero-width space: parts words in the scripts of kDictionary, is invisible elsewhere.
  kIdeograph,   ///< Han, kana and hangul: runs become bigrams and dictionary words.
  kDictionary,  ///< Thai, Khmer, Lao, Burmese: no spaces between words, a dictionary finds them.
  kPicture,     ///< A sign that people mark notes with: emoji, arrows, stars, ticks. A token by itself.
};

struct ClassifiedCharacter {
  CharacterClass kind;
  std::uint8_t size;  ///< Bytes.
};

/// A sign that may stand in or between words, as its ASCII character whatever its width and shape.
struct Sign {
  char ascii;         ///< 0 if it is none of ASCII.
  std::uint8_t size;  ///< Bytes; 0 at the end of the text.
};

/// Returns the end of the picture that begins at `at`, with all that changes it: variation selectors, skin tones, what
/// ZWJ joins to it, the second letter of a flag, tags; `at` if none begins there. `#` and `*` are ones as keycaps.
std::size_t picture_end(std::string_view text, std::size_t at);

/// Returns true if `word` is such a picture.
bool is_picture(std::string_view word);

/// A picture as it is searched: without what says how it is drawn (U+FE0E, U+FE0F), and without skin tones.
struct PictureForms {
  std::string exact;    ///< As it was written, but for the variation selectors.
  std::string neutral;  ///< Without skin tones, too; a skin tone by itself stays.
};
PictureForms picture_forms(std::string_view picture);

/// Returns true if `word` begins with a capital letter, as names do.
bool is_capitalised(std::string_view word);

/// Returns true if `word` has two capital letters at least and no other letter.
bool is_in_capitals(std::string_view word);

/// Returns true if `text` has a sign beyond those of prose: a currency, an operator of mathematics, a picture.
bool has_symbol(std::string_view text);

/// Classifies the character that starts at `at` < text.size().
ClassifiedCharacter classify(std::string_view text, std::size_t at);

/// Reads the hyphens (U+2010, U+2011) and the full-width forms of what joins words or ends names as ASCII. Not the
/// full-width comma: between Chinese digits it lists, it does not group.
Sign sign_at(std::string_view text, std::size_t at);

}  // namespace kbsearch::analysis
