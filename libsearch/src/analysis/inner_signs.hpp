// Signs that stand within a word, and what they are to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kbsearch::analysis {

enum class Apostrophe : std::uint8_t {
  kNone,
  kTrue,       ///< ' and its typographic forms: U+2019, U+02BC, U+FF07.
  kLookAlike,  ///< What people type for it: accents by themselves, the opening quote, the prime, the Hebrew geresh.
  kLetter,     ///< What stands for a consonant and never for a vowel left out: the okina, the Arabic hamza and ain.
};

struct ApostropheAt {
  Apostrophe kind = Apostrophe::kNone;
  std::size_t size = 0;  ///< Bytes.
};

/// Reads the apostrophe at `at`; of kind kNone where none stands, and at the end of the text.
ApostropheAt apostrophe_at(std::string_view text, std::size_t at);

/// True for what loses its last vowel before another word (l'accord, d'une, qu'on, jusqu'en, dell'energia) and for the
/// words that English shortens others behind (I'm, we're). An apostrophe behind any other word stands inside it: don't,
/// O'Brien, Qur'an, пам'ять.
bool is_elided(std::string_view word);

/// Returns the size of a sign at `at` that parts nothing: the point of the Catalan l·l, the gershayim of Hebrew
/// initials (or the quotation mark that is typed for it: צה"ל); 0 for any other. A quotation mark that opens a
/// quotation behind a prefix (ב"הארץ") is another.
std::size_t mark_within_word(std::string_view text, std::size_t at);

/// Returns a token as it stands in the text with each apostrophe as ' and without the marks within words.
std::string with_plain_signs(std::string_view written);

}  // namespace kbsearch::analysis
