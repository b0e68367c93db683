#include "analysis/inner_signs.hpp"

#include <algorithm>
#include <array>

#include "analysis/fold.hpp"
#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

constexpr char32_t kGershayim = 0x05F4;
constexpr char32_t kCatalanL = 0x013F;  // l with the point, small: the next one

base::Decoded character_at(std::string_view text, std::size_t at) {
  return at < text.size() ? base::decode_utf8(text, at) : base::Decoded{0, 0};
}

char32_t character_before(std::string_view text, std::size_t at) {
  return at == 0 ? 0 : base::decode_utf8(text, base::floor_to_character(text, at - 1)).code_point;
}

bool is_l(char32_t character) { return character == 'l' || character == 'L'; }
bool is_middle_dot(char32_t character) { return character == 0xB7 || character == 0x2027; }
bool is_hebrew_letter(char32_t character) { return character >= 0x05D0 && character <= 0x05EA; }
bool is_quotation_mark(char32_t character) { return character == '"' || character == 0x201C || character == 0x201D; }

std::size_t hebrew_letters_from(std::string_view text, std::size_t& at) {
  std::size_t count = 0;
  for (auto next = character_at(text, at); is_hebrew_letter(next.code_point); next = character_at(text, at)) {
    at += next.size;
    ++count;
  }
  return count;
}

/// Initials have the mark before their last letter, with endings before a few (דו"חות); a quotation is opened behind a
/// prefix of one letter, and closed.
bool stands_within_initials(std::string_view text, std::size_t mark, std::size_t after) {
  const auto first = base::floor_to_character(text, mark - 1);
  const bool one_letter_before = !is_hebrew_letter(character_before(text, first));
  const std::size_t letters_after = hebrew_letters_from(text, after);
  if (letters_after <= 1) return letters_after == 1;
  return !one_letter_before && !is_quotation_mark(character_at(text, after).code_point);
}

}  // namespace

ApostropheAt apostrophe_at(std::string_view text, std::size_t at) {
  const auto [code_point, size] = character_at(text, at);
  switch (code_point) {
    case '\'':
    case 0x2019:
    case 0x02BC:
    case 0xFF07:
      return {Apostrophe::kTrue, size};
    case '`':
    case 0xB4:
    case 0x02B9:
    case 0x05F3:
    case 0x2018:
    case 0x201B:
    case 0x2032:
      return {Apostrophe::kLookAlike, size};
    case 0x02BB:
    case 0x02BD:
    case 0x02BE:
    case 0x02BF:
    case 0xA78B:
    case 0xA78C:
      return {Apostrophe::kLetter, size};
    default:
      return {Apostrophe::kNone, size};
  }
}

bool is_elided(std::string_view word) {
  static constexpr std::array<std::string_view, 31> kElided = {
      "l",    "d",    "j",    "m",    "t",    "s",     "n",     "c",      "v",      "qu",     "un",
      "gl",   "ch",   "i",    "we",   "he",   "it",    "jusqu", "lorsqu", "puisqu", "quoiqu", "all",
      "dall", "dell", "nell", "sull", "coll", "quell", "quest", "bell",   "sant"};
  return std::find(kElided.begin(), kElided.end(), fold_case(word)) != kElided.end();
}

std::size_t mark_within_word(std::string_view text, std::size_t at) {
  const auto [mark, size] = character_at(text, at);
  if (is_middle_dot(mark)) {
    return is_l(character_before(text, at)) && is_l(character_at(text, at + size).code_point) ? size : 0;
  }
  if (mark != kGershayim && !is_quotation_mark(mark)) return 0;
  const bool between_letters =
      is_hebrew_letter(character_before(text, at)) && is_hebrew_letter(character_at(text, at + size).code_point);
  if (!between_letters) return 0;
  return mark == kGershayim || stands_within_initials(text, at, at + size) ? size : 0;
}

std::string with_plain_signs(std::string_view written) {
  const bool is_plain =
      std::all_of(written.begin(), written.end(), [](char c) { return static_cast<signed char>(c) > 0 && c != '`'; });
  if (is_plain) return std::string(written);
  std::string plain;
  for (std::size_t at = 0; at < written.size();) {
    const auto [character, size] = character_at(written, at);
    if (apostrophe_at(written, at).kind != Apostrophe::kNone) {
      plain.push_back('\'');
    } else if (character == kCatalanL || character == kCatalanL + 1) {
      plain.push_back(character == kCatalanL ? 'L' : 'l');
    } else if (mark_within_word(written, at) == 0) {
      plain.append(written.substr(at, size));
    }
    at += size;
  }
  return plain;
}

}  // namespace kbsearch::analysis
