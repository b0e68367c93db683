#include "records/reason.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kbsearch::records {

std::string one_line(std::string_view text, std::size_t max_bytes) {
  constexpr std::string_view kCut = "...";
  // Cleaning makes three bytes of a bad one, so what is looked at is bounded before and after.
  std::string line =
      base::clean_utf8(text.substr(0, base::floor_to_character(text, std::min(text.size(), max_bytes + 1))));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  if (line.size() <= max_bytes && text.size() <= max_bytes) return line;
  line.resize(base::floor_to_character(line, std::min(line.size(), max_bytes - kCut.size())));
  return line.append(kCut);
}

}  // namespace kbsearch::records
