// The place where a page ended, as text that a program hands back to go on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kbsearch::engine {

struct Cursor {
  std::uint64_t search = 0;  ///< Digest of what was asked: a cursor of another search is refused.
  std::uint64_t rank = 0;    ///< Of the last hit shown.
  double score = 0.0;        ///< Its score.
  std::string sort_value;    ///< What it was sorted by, as the index has it; empty if absent or not sorted.
  std::string record_id;
};

std::string to_text(const Cursor& cursor);
/// Throws Error{kInvalidArgument} for what is no cursor.
Cursor read_cursor(std::string_view text);

}  // namespace kbsearch::engine
