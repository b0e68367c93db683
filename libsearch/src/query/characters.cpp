#include "query/characters.hpp"

#include "base/utf8.hpp"

namespace kbsearch::query {
namespace {

Sign quote(Quote family, std::size_t size) { return {'"', size, family}; }

Sign sign_of(char32_t code_point, std::size_t size) {
  switch (code_point) {
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
      return quote(Quote::kCurly, size);
    case 0xAB:
    case 0xBB:
      return quote(Quote::kAngle, size);
    case 0x300C:
    case 0x300D:
      return quote(Quote::kCorner, size);
    case 0x300E:
    case 0x300F:
      return quote(Quote::kWhiteCorner, size);
    case 0xFF02:
      return quote(Quote::kStraight, size);
    case 0x2212:
      return {'-', size};
    case 0xFF08:
    case 0xFF09:
    case 0xFF0A:
    case 0xFF0B:
    case 0xFF0C:
    case 0xFF0D:
    case 0xFF1A:
    case 0xFF3E:
    case 0xFF5E:
      return {static_cast<char>(code_point - 0xFEE0), size};
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return {' ', size};
    default:
      break;
  }
  const bool is_space = (code_point >= 0x80 && code_point < 0xA0) || (code_point >= 0x2000 && code_point <= 0x200A);
  return {is_space ? ' ' : 'a', size};
}

}  // namespace

Sign sign_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {' ', 0};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte <= 0x20 || byte == 0x7F) return {' ', 1};
  if (byte == '"') return quote(Quote::kStraight, 1);
  if (byte < 0x80) return {text[at], 1};
  const auto [code_point, size] = base::decode_utf8(text, at);
  return sign_of(code_point, size);
}

bool can_be_escaped(const Sign& sign) {
  const char c = sign.ascii;
  const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return sign.size > 0 && !alphanumeric;
}

bool closes(Quote open, Quote mark) {
  return mark != Quote::kNone && (mark == open || (open == Quote::kCurly && mark == Quote::kStraight));
}

}  // namespace kbsearch::query
