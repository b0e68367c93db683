// Any text is a cursor or refused as none; what is written reads back; and a damaged cursor never does harm.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "engine/cursor.hpp"
#include "kbsearch/error.hpp"

namespace {

using kbsearch::engine::Cursor;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "cursor: %s\n", what);
  std::abort();
}

/// Reads any text; what it gives must write itself as a cursor that reads back.
void read(std::string_view text) {
  Cursor cursor;
  try {
    cursor = kbsearch::engine::read_cursor(text);
  } catch (const kbsearch::Error& error) {
    require(error.code() == kbsearch::ErrorCode::kInvalidArgument, "another error than that it is none");
    return;
  }
  require(!std::isnan(cursor.score), "a score is not a number");
  const auto again = kbsearch::engine::read_cursor(kbsearch::engine::to_text(cursor));
  require(again.record_id == cursor.record_id && again.sort_value == cursor.sort_value && again.rank == cursor.rank &&
              again.search == cursor.search && again.score == cursor.score,
          "a cursor does not read back");
}

std::string in_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    text.push_back(kDigits[static_cast<unsigned char>(c) / 16]);
    text.push_back(kDigits[static_cast<unsigned char>(c) % 16]);
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  read(input);
  // Behind the version, so that the fields are met.
  read("01" + in_hex(input));

  Cursor cursor;
  std::memcpy(&cursor.search, bytes, size < 8 ? 0 : 8);
  cursor.rank = size * size * cursor.search;
  cursor.score = static_cast<double>(size) / 3.0;
  cursor.sort_value = input.substr(0, size / 3);
  cursor.record_id = input.substr(size / 3);
  auto text = kbsearch::engine::to_text(cursor);
  read(text);
  for (std::size_t i = 0; i < size && i < 8; ++i) {
    auto damaged = text;
    damaged[(bytes[i] * 131u + i) % damaged.size()] = "0f8g\0"[bytes[i] % 5];
    read(damaged);
    read(std::string_view(text).substr(0, text.size() - bytes[i] % text.size()));
  }
  return 0;
}
