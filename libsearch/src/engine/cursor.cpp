#include "engine/cursor.hpp"

#include <bit>
#include <cmath>
#include <optional>

#include "base/varint.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::engine {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr char kVersion = 1;

std::optional<std::string> from_hex(std::string_view text) {
  std::string bytes;
  if (text.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = kDigits.find(text[i]);
    const auto low = kDigits.find(text[i + 1]);
    if (high == kDigits.npos || low == kDigits.npos) return std::nullopt;
    bytes.push_back(static_cast<char>(16 * high + low));
  }
  return bytes;
}

[[noreturn]] void refuse() {
  throw Error(ErrorCode::kInvalidArgument, "this is no cursor: give the next_cursor of the page before, unchanged",
              "after");
}

}  // namespace

std::string to_text(const Cursor& cursor) {
  std::string bytes(1, kVersion);
  base::put_fixed64(bytes, cursor.search);
  base::put_varint(bytes, cursor.rank);
  base::put_fixed64(bytes, std::bit_cast<std::uint64_t>(cursor.score));
  base::put_bytes(bytes, cursor.sort_value);
  base::put_bytes(bytes, cursor.record_id);
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(kDigits[byte / 16]);
    text.push_back(kDigits[byte % 16]);
  }
  return text;
}

Cursor read_cursor(std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->empty() || bytes->front() != kVersion) refuse();
  try {
    base::ByteReader reader(std::string_view(*bytes).substr(1));
    Cursor cursor;
    cursor.search = reader.fixed64();
    cursor.rank = reader.varint();
    cursor.score = std::bit_cast<double>(reader.fixed64());
    cursor.sort_value = reader.bytes();
    cursor.record_id = reader.bytes();
    // No hit has such a score: places after it could not be told.
    if (!reader.at_end() || std::isnan(cursor.score)) refuse();
    return cursor;
  } catch (const Error&) {
    refuse();
  }
}

}  // namespace kbsearch::engine
