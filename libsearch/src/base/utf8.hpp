// Walking UTF-8. Malformed bytes decode to U+FFFD one byte at a time, so every walk ends and no offset falls inside a
// well-formed character.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kbsearch::base {

inline constexpr char32_t kReplacement = 0xFFFD;
/// U+FEFF as files begin with it.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Decoded {
  char32_t code_point;
  std::size_t size;  ///< Bytes used, 1 to 4.
};

/// Decodes the character that starts at `at` < text.size().
Decoded decode_utf8(std::string_view text, std::size_t at);
/// Returns the position of the first byte that is not UTF-8, or text.size().
std::size_t well_formed_size(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);
/// Returns the greatest character boundary <= `at` (`at` itself if it is one, or the end of the text).
std::size_t floor_to_character(std::string_view text, std::size_t at);
/// Replaces malformed bytes by U+FFFD and control characters (tab and line feed stay) by spaces.
std::string clean_utf8(std::string_view text);

}  // namespace kbsearch::base
