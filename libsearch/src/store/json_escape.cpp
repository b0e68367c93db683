#include "store/json_escape.hpp"

#include <charconv>

#include "base/utf8.hpp"

namespace kbsearch::store {
namespace {

void append_unicode_escape(std::string& out, unsigned unit) {
  static constexpr char kDigits[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kDigits[(unit >> shift) & 15u]);
}

void append_code_point(std::string& out, char32_t code_point) {
  if (code_point < 0x10000) {
    append_unicode_escape(out, code_point);
  } else {
    const char32_t rest = code_point - 0x10000;
    append_unicode_escape(out, 0xD800 + (rest >> 10));
    append_unicode_escape(out, 0xDC00 + (rest & 0x3FF));
  }
}

/// Returns the code unit that the four hexadecimal digits at the beginning of `text` stand for.
std::optional<char32_t> code_unit(std::string_view text) {
  std::uint16_t unit = 0;
  const std::string_view digits = text.substr(0, 4);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
  if (digits.size() != 4 || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return unit;
}

/// Takes a character written \uXXXX, or as two of these, off the beginning of `rest`, which stands behind the "\u".
std::optional<char32_t> take_code_point(std::string_view& rest) {
  const auto first = code_unit(rest);
  if (!first || (*first >= 0xDC00 && *first < 0xE000)) return std::nullopt;
  rest.remove_prefix(4);
  if (*first < 0xD800 || *first >= 0xE000) return first;
  if (!rest.starts_with("\\u")) return std::nullopt;
  const auto second = code_unit(rest.substr(2));
  if (!second || *second < 0xDC00 || *second >= 0xE000) return std::nullopt;
  rest.remove_prefix(6);
  return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
}

}  // namespace

std::optional<std::string> unescape_json(std::string_view escaped) {
  static constexpr std::string_view kLetters = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  std::string text;
  text.reserve(escaped.size());
  while (!escaped.empty()) {
    const std::string_view plain = escaped.substr(0, escaped.find('\\'));
    text += plain;
    escaped.remove_prefix(plain.size());
    if (escaped.empty()) break;
    if (escaped.size() < 2) return std::nullopt;
    const char letter = escaped[1];
    escaped.remove_prefix(2);
    if (letter == 'u') {
      const auto code_point = take_code_point(escaped);
      if (!code_point) return std::nullopt;
      base::append_utf8(text, *code_point);
    } else {
      const std::size_t at = kLetters.find(letter);
      if (at == kLetters.npos) return std::nullopt;
      text += kMeanings[at];
    }
  }
  return text;
}

std::string escape_json(std::string_view text, JsonEscape style) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80 && style == JsonEscape::kAscii) {
      const auto [code_point, size] = base::decode_utf8(text, at);
      append_code_point(out, code_point);
      at += size;
      continue;
    }
    switch (text[at]) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (byte < 0x20 || (byte == 0x7F && style == JsonEscape::kAscii)) {
          append_unicode_escape(out, byte);
        } else {
          out.push_back(text[at]);
        }
    }
    ++at;
  }
  return out;
}

}  // namespace kbsearch::store
