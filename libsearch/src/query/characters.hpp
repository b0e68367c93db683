// Which characters mean something in a query, whatever their width or curl.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kbsearch::query {

/// Which marks close a phrase that a mark opens.
enum class Quote : std::uint8_t { kNone, kStraight, kCurly, kAngle, kCorner, kWhiteCorner };

/// A character as the grammar sees it.
struct Sign {
  char ascii = 'a';      ///< ' ' for all space and control characters; 'a' for what has no meaning.
  std::size_t size = 1;  ///< Bytes.
  Quote quote = Quote::kNone;
};

/// Reads the character at `at`; past the end, a space of no size.
Sign sign_at(std::string_view text, std::size_t at);

inline bool is_space_at(std::string_view text, std::size_t at) { return sign_at(text, at).ascii == ' '; }

/// Can a backslash take the meaning from this character?
bool can_be_escaped(const Sign& sign);

/// Does `mark` end a phrase that a mark of family `open` began?
bool closes(Quote open, Quote mark);

}  // namespace kbsearch::query
