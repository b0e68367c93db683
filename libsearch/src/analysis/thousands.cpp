#include "analysis/thousands.hpp"

#include <algorithm>

#include "analysis/character_class.hpp"
#include "analysis/inner_signs.hpp"
#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kGroup = 3;
constexpr char32_t kSpace = ' ';
constexpr std::size_t kPartsOfAnAddress = 4;

/// What parts groups at `at`, one value for all writings of one sign; 0 for anything else.
struct GroupSign {
  char32_t sign = 0;
  std::size_t size = 0;
};
GroupSign group_sign_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto [character, size] = base::decode_utf8(text, at);
  switch (character) {
    case ',':
    case '.':
    case 0x066C:
      return {character, size};
    case 0xA0:
    case 0x2007:
    case 0x2009:
    case 0x202F:
      return {kSpace, size};
    default:
      return apostrophe_at(text, at).kind == Apostrophe::kNone ? GroupSign{} : GroupSign{'\'', size};
  }
}

/// Passes over digits, and counts them.
std::size_t pass_digits(std::string_view text, std::size_t& at) {
  std::size_t count = 0;
  while (at < text.size()) {
    const auto [kind, size] = classify(text, at);
    if (kind != CharacterClass::kDigit) break;
    at += size;
    ++count;
  }
  return count;
}

/// 192.168.100.200: four numbers of one byte.
bool is_address(std::string_view number) {
  std::size_t parts = 0;
  while (!number.empty()) {
    const auto part = number.substr(0, number.find('.'));
    if (part.size() == kGroup && part > "255") return false;
    number.remove_prefix(std::min(part.size() + 1, number.size()));
    ++parts;
  }
  return parts == kPartsOfAnAddress;
}

}  // namespace

GroupedNumber grouped_number_at(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  const std::size_t leading = pass_digits(text, at);
  if (leading == 0 || leading > kGroup) return {};
  const char32_t sign = group_sign_at(text, at).sign;
  if (sign == 0) return {};
  std::size_t groups = 0;
  std::size_t end = at;
  for (auto next = group_sign_at(text, at); next.sign == sign; next = group_sign_at(text, at)) {
    at += next.size;
    const std::size_t digits = pass_digits(text, at);
    if (digits == 0) break;
    if (digits != kGroup) return {};
    end = at;
    ++groups;
  }
  const bool may_be_decimals = sign == '.' && (groups < 2 || is_address(text.substr(begin, end - begin)));
  if (groups == 0 || may_be_decimals) return {};
  return {end, sign == kSpace};
}

std::string without_group_signs(std::string_view written) {
  const std::size_t end = grouped_number_at(written, 0).end;
  if (end == 0) return std::string(written);
  std::string digits;
  for (std::size_t at = 0; at < end;) {
    const auto sign = group_sign_at(written, at);
    const std::size_t size = classify(written, at).size;
    if (sign.sign == 0) digits.append(written.substr(at, size));
    at += size;
  }
  return digits.append(written.substr(end));
}

}  // namespace kbsearch::analysis
