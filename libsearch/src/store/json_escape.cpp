#include "store/json_escape.hpp"

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

}  // namespace

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
