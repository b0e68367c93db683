#include "analysis/percent_encoding.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kEscapeBytes = 3;  // %41

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = static_cast<char>(c | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

std::optional<char> escaped_byte(std::string_view text, std::size_t at) {
  if (at + kEscapeBytes > text.size() || text[at] != '%') return std::nullopt;
  const int high = hex_value(text[at + 1]);
  const int low = hex_value(text[at + 2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

bool is_unreserved(char c) {
  const char low = static_cast<char>(c | 0x20);
  return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

bool is_decoded(char ascii, Decode which) {
  return which == Decode::kUnreserved ? is_unreserved(ascii) : ascii >= 0x20 && ascii < 0x7F;
}

/// Returns the character whose bytes are written as escapes from `at` on; empty if that is none.
std::string character_at(std::string_view text, std::size_t at, Decode which) {
  constexpr std::size_t kLongestCharacter = 4;
  std::string bytes;
  while (bytes.size() < kLongestCharacter) {
    const auto byte = escaped_byte(text, at + bytes.size() * kEscapeBytes);
    if (!byte) break;
    bytes.push_back(*byte);
    if (static_cast<unsigned char>(bytes[0]) < 0x80) return is_decoded(bytes[0], which) ? bytes : std::string();
  }
  if (bytes.empty()) return bytes;
  const auto [character, size] = base::decode_utf8(bytes, 0);
  bytes.resize(size == 1 ? 0 : size);
  return character == base::kReplacement ? std::string() : bytes;
}

bool is_blank_or_control(char c) { return static_cast<unsigned char>(c) <= 0x20; }

/// Calls `take(at, character)` for each character of `text` that is written as escapes.
template <typename Take>
void for_each_escaped(std::string_view text, Decode which, Take take) {
  for (std::size_t at = text.find('%'); at != text.npos; at = text.find('%', at)) {
    const auto character = character_at(text, at, which);
    if (!character.empty()) take(at, std::string_view(character));
    at += character.empty() ? 1 : character.size() * kEscapeBytes;
  }
}

EncodedStretch decoded_stretch(std::string_view text, std::size_t begin, std::size_t end) {
  EncodedStretch stretch{begin, end, {}, {}};
  const auto run = text.substr(begin, end - begin);
  std::size_t done = 0;
  for_each_escaped(run, Decode::kPrintable, [&](std::size_t at, std::string_view character) {
    stretch.decoded.append(run.substr(done, at - done)).append(character);
    done = at + character.size() * kEscapeBytes;
    stretch.changes.push_back({stretch.decoded.size(), done});
  });
  stretch.decoded.append(run.substr(done));
  return stretch;
}

}  // namespace

std::size_t EncodedStretch::original_of(std::size_t at) const {
  const auto behind = std::upper_bound(changes.begin(), changes.end(), at,
                                       [](std::size_t place, const Change& change) { return place < change.decoded; });
  if (behind == changes.begin()) return begin + at;
  const auto& last = *std::prev(behind);
  return begin + last.original + (at - last.decoded);
}

EncodedStretch next_encoded(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('%', from); at != text.npos; at = text.find('%', at)) {
    std::size_t begin = at;
    while (begin > from && !is_blank_or_control(text[begin - 1])) --begin;
    const auto end = static_cast<std::size_t>(
        std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_blank_or_control) - text.begin());
    const auto run = text.substr(begin, end - begin);
    const bool is_address = run.find("://") < at - begin;
    bool is_encoded = false;
    for_each_escaped(run, Decode::kPrintable, [&](std::size_t, std::string_view character) {
      is_encoded = is_encoded || is_address || character.size() > 1;
    });
    if (is_encoded) return decoded_stretch(text, begin, end);
    at = end;
  }
  return {text.size(), text.size(), {}, {}};
}

std::string percent_decoded(std::string_view text, Decode which) {
  std::string out;
  std::size_t done = 0;
  for_each_escaped(text, which, [&](std::size_t at, std::string_view character) {
    out.append(text.substr(done, at - done)).append(character);
    done = at + character.size() * kEscapeBytes;
  });
  return out.append(text.substr(done));
}

}  // namespace kbsearch::analysis
