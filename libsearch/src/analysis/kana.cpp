#include "analysis/kana.hpp"

#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

constexpr char32_t kLongVowel = 0x30FC;
constexpr char32_t kFirstHiragana = 0x3041;
constexpr char32_t kLastHiragana = 0x3096;
constexpr char32_t kToKatakana = 0x60;

// In which vowel each hiragana ends, from U+3041 on.
constexpr std::string_view kVowels =
    "aaiiuueeooaaiiuueeooaaiiuueeooaaii-uueeooaiueoaaaiiiuuueeeoooaiueoaauuooaiueoaaieo-uae";
static_assert(kVowels.size() == kLastHiragana - kFirstHiragana + 1);

bool is_hiragana(char32_t c) { return c >= kFirstHiragana && c <= kLastHiragana; }
bool is_katakana(char32_t c) { return is_hiragana(c - kToKatakana); }
char vowel_of(char32_t hiragana) { return is_hiragana(hiragana) ? kVowels[hiragana - kFirstHiragana] : '-'; }

char32_t letter_of(char vowel) {
  constexpr std::u32string_view kLetters = U"あいうえお";
  const auto at = std::string_view("aiueo").find(vowel);
  return at == std::string_view::npos ? kLongVowel : kLetters[at];
}

/// Whether the vowel makes the one before it long: らあ, けい, こう.
bool lengthens(char32_t letter, char vowel) {
  if (vowel == '-') return false;
  return letter == letter_of(vowel) || (vowel == 'e' && letter == U'い') || (vowel == 'o' && letter == U'う');
}

std::u32string decoded(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    const auto [character, size] = base::decode_utf8(text, at);
    characters.push_back(character);
    at += size;
  }
  return characters;
}

std::string encoded(const std::u32string& characters) {
  std::string text;
  for (const auto character : characters) base::append_utf8(text, character);
  return text;
}

}  // namespace

Kana kana_of(std::string_view text) {
  Kana kana = Kana::kNone;
  for (const auto character : decoded(text)) {
    if (character == kLongVowel && kana != Kana::kNone) continue;
    const Kana own = is_hiragana(character) ? Kana::kHiragana : is_katakana(character) ? Kana::kKatakana : Kana::kNone;
    if (own == Kana::kNone || (kana != Kana::kNone && own != kana)) return Kana::kNone;
    kana = own;
  }
  return kana;
}

std::vector<std::string> in_other_kana(std::string_view text) {
  const Kana kana = kana_of(text);
  if (kana == Kana::kNone) return {};
  const bool to_katakana = kana == Kana::kHiragana;
  std::u32string plain;
  std::u32string with_other_vowels;
  char vowel = '-';  // of the character before
  for (const auto character : decoded(text)) {
    const bool is_mark = character == kLongVowel;
    const char32_t hiragana = is_mark || to_katakana ? character : character - kToKatakana;
    plain.push_back(is_mark ? character : to_katakana ? character + kToKatakana : hiragana);
    const bool is_long = to_katakana && !is_mark && lengthens(hiragana, vowel);
    with_other_vowels.push_back(is_long ? kLongVowel : is_mark && !to_katakana ? letter_of(vowel) : plain.back());
    if (!is_mark) vowel = is_long ? '-' : vowel_of(hiragana);
  }
  std::vector<std::string> writings{encoded(plain)};
  if (with_other_vowels != plain) writings.push_back(encoded(with_other_vowels));
  return writings;
}

}  // namespace kbsearch::analysis
