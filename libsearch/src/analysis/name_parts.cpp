#include "analysis/name_parts.hpp"

#include <unicode/uchar.h>

#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kMostParts = 8;
// Small letters behind the last of several capitals: a plural of initials has one or two.
constexpr std::size_t kLeastBehindInitials = 3;

enum class Case : std::uint8_t { kNone, kSmall, kCapital, kDigit };

struct Letter {
  std::uint32_t at;
  Case kind;
};

Case case_of(char32_t character) {
  if (character < 0x80) {
    if (character >= 'a' && character <= 'z') return Case::kSmall;
    if (character >= 'A' && character <= 'Z') return Case::kCapital;
    return character >= '0' && character <= '9' ? Case::kDigit : Case::kNone;
  }
  const auto code_point = static_cast<UChar32>(character);
  if (u_islower(code_point)) return Case::kSmall;
  if (u_isupper(code_point)) return Case::kCapital;
  return u_isdigit(code_point) ? Case::kDigit : Case::kNone;
}

/// Most words have no capital behind their first letter: they are told by their bytes.
bool may_have_parts(std::string_view name) {
  for (std::size_t i = 1; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    if (byte >= 0x80 || (byte >= 'A' && byte <= 'Z')) return true;
  }
  return false;
}

std::vector<Letter> letters_of(std::string_view name) {
  std::vector<Letter> letters;
  for (std::size_t at = 0; at < name.size();) {
    const auto [character, size] = base::decode_utf8(name, at);
    letters.push_back({static_cast<std::uint32_t>(at), case_of(character)});
    at += size;
  }
  return letters;
}

/// Whether a part begins with the letter number `i` > 0.
bool begins_part(const std::vector<Letter>& letters, std::size_t i) {
  if (letters[i].kind != Case::kCapital) return false;
  if (letters[i - 1].kind == Case::kSmall) return true;
  std::size_t small = 0;
  while (i + 1 + small < letters.size() && letters[i + 1 + small].kind == Case::kSmall) ++small;
  return letters[i - 1].kind == Case::kCapital && small >= kLeastBehindInitials;
}

}  // namespace

void parts_of_name(std::string_view name, std::vector<NamePart>& parts) {
  if (!may_have_parts(name)) return;
  const auto letters = letters_of(name);
  std::vector<NamePart> found;
  std::size_t first = 0;
  for (std::size_t i = 1; i <= letters.size(); ++i) {
    if (i < letters.size() && letters[i].kind == Case::kDigit) return;
    if (i < letters.size() && !begins_part(letters, i)) continue;
    const auto end = i < letters.size() ? letters[i].at : static_cast<std::uint32_t>(name.size());
    if (i - first > 1) found.push_back({letters[first].at, end});
    first = i;
  }
  if (found.size() > 1 && found.size() <= kMostParts) parts.insert(parts.end(), found.begin(), found.end());
}

}  // namespace kbsearch::analysis
