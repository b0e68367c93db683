#include "base/utf8.hpp"

#include <algorithm>

namespace kbsearch::base {

Decoded decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || size > text.size() - at) return {kReplacement, 1};
  char32_t code_point = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0u) != 0x80) return {kReplacement, 1};
    code_point = (code_point << 6) | (byte(at + i) & 0x3Fu);
  }
  static constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
  if (code_point < kLeast[size] || code_point > 0x10FFFF || surrogate) return {kReplacement, 1};
  return {code_point, size};
}

std::size_t well_formed_size(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, size] = decode_utf8(text, at);
    if (code_point == kReplacement && size == 1) return at;
    at += size;
  }
  return text.size();
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

std::size_t floor_to_character(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  std::size_t start = at;
  while (start > 0 && at - start < 3 && (static_cast<unsigned char>(text[start]) & 0xC0u) == 0x80) --start;
  return start + decode_utf8(text, start).size > at ? start : at;
}

std::string clean_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, size] = decode_utf8(text, at);
    const bool control =
        (code_point < 0x20 && code_point != '\t' && code_point != '\n') || (code_point >= 0x7F && code_point < 0xA0);
    append_utf8(out, control ? U' ' : code_point);
    at += size;
  }
  return out;
}

}  // namespace kbsearch::base
