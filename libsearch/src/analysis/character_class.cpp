#include "analysis/character_class.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>

#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

/// True for letters to Unicode that stand for an apostrophe, or are written like one (analysis/inner_signs).
bool is_apostrophe_letter(UChar32 character) {
  return character == 0x02B9 || (character >= 0x02BB && character <= 0x02BF) || character == 0xA78B ||
         character == 0xA78C;
}

CharacterClass classify_letter(UChar32 character) {
  if (character < 0x0E00) return CharacterClass::kLetter;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(character, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
      return CharacterClass::kIdeograph;
    case USCRIPT_THAI:
    case USCRIPT_KHMER:
    case USCRIPT_LAO:
    case USCRIPT_MYANMAR:
      return CharacterClass::kDictionary;
    default:
      // The long-vowel mark and its half-width form are of no script of their own.
      return character == 0x30FC || character == 0xFF70 ? CharacterClass::kIdeograph : CharacterClass::kLetter;
  }
}

/// True for what Unicode counts as a number or a symbol and people write within words: the ideographic zero of 二〇三〇
/// and the radicals (U+2F00..) that PDF files give in place of the characters.
bool is_ideograph_of_another_category(UChar32 character) {
  return character == 0x3007 || (character >= 0x2F00 && character <= 0x2FD5);
}

/// True for letters to Unicode that are a part of the character before: the half-width voicing marks of kana, the
/// vowels and finals of decomposed Korean.
bool is_part_of_a_character(UChar32 character) {
  return character == 0xFF9E || character == 0xFF9F || (character >= 0x1160 && character <= 0x11FF);
}

bool is_skin_tone(char32_t character) { return character >= 0x1F3FB && character <= 0x1F3FF; }
bool is_flag_letter(char32_t character) { return character >= 0x1F1E6 && character <= 0x1F1FF; }
bool is_variation(char32_t character) { return character == 0xFE0E || character == 0xFE0F; }
constexpr char32_t kJoiner = 0x200D;
constexpr char32_t kKeycap = 0x20E3;

/// True for emoji, and for the arrows, stars, ticks and other dingbats that are used like them. Not for marks of print
/// (trade marks, double exclamation marks), lines and blocks, operators of mathematics, and the plain shapes that lists
/// begin with.
bool is_picture_character(UChar32 character) {
  if (character < 0x2190) return false;
  const auto lies_in = [&](UChar32 first, UChar32 last) { return character >= first && character <= last; };
  if (lies_in(0x2200, 0x22FF) || lies_in(0x2500, 0x259F)) return false;
  if (lies_in(0x25A0, 0x25FF)) return u_hasBinaryProperty(character, UCHAR_EMOJI_PRESENTATION);
  if (u_hasBinaryProperty(character, UCHAR_EXTENDED_PICTOGRAPHIC)) return character < 0x3000 || character > 0x33FF;
  if (is_flag_letter(static_cast<char32_t>(character)) || is_skin_tone(static_cast<char32_t>(character))) return true;
  const bool in_block = lies_in(0x2190, 0x21FF) || lies_in(0x2300, 0x23FF) || lies_in(0x2600, 0x27BF) ||
                        lies_in(0x27F0, 0x27FF) || lies_in(0x2900, 0x297F) || lies_in(0x2B00, 0x2BFF) ||
                        lies_in(0x1F000, 0x1FAFF);
  const auto type = u_charType(character);
  return in_block && (type == U_OTHER_SYMBOL || type == U_MATH_SYMBOL);
}

CharacterClass classify_code_point(UChar32 character) {
  if (is_ideograph_of_another_category(character)) return CharacterClass::kIdeograph;
  if (is_part_of_a_character(character)) return CharacterClass::kExtend;
  if (character == 0x200B) return CharacterClass::kBreakPoint;
  if (is_picture_character(character)) return CharacterClass::kPicture;
  if (is_apostrophe_letter(character)) return CharacterClass::kOther;
  switch (u_charType(character)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return classify_letter(character);
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
      return CharacterClass::kDigit;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK: {
      UErrorCode status = U_ZERO_ERROR;
      const bool vowel_of_a_dictionary_script = classify_letter(character) == CharacterClass::kDictionary &&
                                                uscript_getScript(character, &status) != USCRIPT_INHERITED;
      return vowel_of_a_dictionary_script ? CharacterClass::kDictionary : CharacterClass::kExtend;
    }
    case U_FORMAT_CHAR:
      return CharacterClass::kExtend;
    default:
      return CharacterClass::kOther;
  }
}

constexpr auto kAsciiClasses = [] {
  std::array<CharacterClass, 128> classes{};
  for (std::size_t c = 0; c < 128; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    classes[c] = letter ? CharacterClass::kLetter : digit ? CharacterClass::kDigit : CharacterClass::kOther;
  }
  return classes;
}();

}  // namespace

ClassifiedCharacter classify(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {kAsciiClasses[byte], 1};
  const auto [code_point, size] = base::decode_utf8(text, at);
  return {classify_code_point(static_cast<UChar32>(code_point)), static_cast<std::uint8_t>(size)};
}

Sign sign_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {0, 0};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {text[at], 1};
  const auto [code_point, size] = base::decode_utf8(text, at);
  const auto bytes = static_cast<std::uint8_t>(size);
  switch (code_point) {
    case 0x2010:
    case 0x2011:
      return {'-', bytes};
    case 0xFF03:
    case 0xFF06:
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF0E:
    case 0xFF20:
    case 0xFF3F:
      return {static_cast<char>(code_point - 0xFEE0), bytes};
    default:
      return {0, bytes};
  }
}

std::size_t picture_end(std::string_view text, std::size_t at) {
  const auto next = [&](std::size_t from) {
    return from < text.size() ? base::decode_utf8(text, from) : base::Decoded{0, 0};
  };
  const std::size_t begin = at;
  const auto first = next(at);
  if (first.code_point == '#' || first.code_point == '*') {
    const auto variation = next(at + 1);
    at += 1 + (is_variation(variation.code_point) ? variation.size : 0);
    const auto keycap = next(at);
    return keycap.code_point == kKeycap ? at + keycap.size : begin;
  }
  if (first.size == 0 || !is_picture_character(static_cast<UChar32>(first.code_point))) return begin;
  at += first.size;
  if (is_flag_letter(first.code_point)) {
    const auto second = next(at);
    return is_flag_letter(second.code_point) ? at + second.size : at;
  }
  for (;;) {
    const auto [code_point, size] = next(at);
    if (size == 0) return at;
    const bool changes_it = is_variation(code_point) || is_skin_tone(code_point) || code_point == kKeycap ||
                            (code_point >= 0xE0020 && code_point <= 0xE007F);
    if (changes_it) {
      at += size;
      continue;
    }
    const auto joined = code_point == kJoiner ? next(at + size) : base::Decoded{0, 0};
    if (joined.size == 0 || !is_picture_character(static_cast<UChar32>(joined.code_point))) return at;
    at += size + joined.size;
  }
}

bool is_picture(std::string_view word) { return !word.empty() && picture_end(word, 0) > 0; }

PictureForms picture_forms(std::string_view picture) {
  PictureForms forms;
  for (std::size_t at = 0; at < picture.size();) {
    const auto [code_point, size] = base::decode_utf8(picture, at);
    const auto written = picture.substr(at, size);
    at += size;
    if (is_variation(code_point)) continue;
    forms.exact += written;
    if (!is_skin_tone(code_point)) forms.neutral += written;
  }
  if (forms.neutral.empty()) forms.neutral = forms.exact;
  return forms;
}

bool has_symbol(std::string_view text) {
  constexpr char32_t kFirst = 0x2000;  // below: degrees, trade marks, accents by themselves
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, size] = base::decode_utf8(text, at);
    at += size;
    if (code_point < kFirst || code_point == 0x2122 || code_point == base::kReplacement) continue;
    const auto type = u_charType(static_cast<UChar32>(code_point));
    if (type >= U_MATH_SYMBOL && type <= U_OTHER_SYMBOL) return true;
  }
  return false;
}

bool is_capitalised(std::string_view word) {
  if (word.empty()) return false;
  const auto first = static_cast<UChar32>(base::decode_utf8(word, 0).code_point);
  return u_isupper(first) || u_istitle(first);
}

bool is_in_capitals(std::string_view word) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < word.size();) {
    const auto character = base::decode_utf8(word, at);
    const auto code_point = static_cast<UChar32>(character.code_point);
    if (u_isupper(code_point)) {
      ++capitals;
    } else if (u_isalpha(code_point)) {
      return false;
    }
    at += std::max<std::size_t>(character.size, 1);
  }
  return capitals >= 2;
}

}  // namespace kbsearch::analysis
