#include "analysis/simplified_han.hpp"

#include <algorithm>
#include <iterator>

namespace kbsearch::analysis {
namespace {

struct Change {
  char16_t from;
  char16_t to;
};

// Ascending; made by the build (libsearch/tables).
constexpr Change kChanges[] = {
#include "simplified_han.inc"
};

constexpr bool is_lead_of_han(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0xE3 && value <= 0xE9;
}

constexpr unsigned bits_of(char byte) { return static_cast<unsigned char>(byte) & 0x3FU; }

}  // namespace

std::string with_simplified_han(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at + 2 < out.size(); ++at) {
    if (!is_lead_of_han(out[at])) continue;
    const auto character = static_cast<char16_t>((static_cast<unsigned char>(out[at]) & 0x0FU) << 12U |
                                                 bits_of(out[at + 1]) << 6U | bits_of(out[at + 2]));
    const auto* change = std::lower_bound(std::begin(kChanges), std::end(kChanges), character,
                                          [](const Change& c, char16_t wanted) { return c.from < wanted; });
    if (change != std::end(kChanges) && change->from == character) {
      out[at] = static_cast<char>(0xE0U | change->to >> 12U);
      out[at + 1] = static_cast<char>(0x80U | (change->to >> 6U & 0x3FU));
      out[at + 2] = static_cast<char>(0x80U | (change->to & 0x3FU));
    }
    at += 2;
  }
  return out;
}

}  // namespace kbsearch::analysis
