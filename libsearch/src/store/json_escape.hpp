// The two usual ways to write a text inside JSON quotes. The store uses them to keep a text once and still give the
// record back byte for byte; a text that was escaped in some third way is kept as it was written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kbsearch::store {

enum class JsonEscape : std::uint8_t {
  kUtf8 = 0,   ///< Only quotes, backslashes and control characters are escaped.
  kAscii = 1,  ///< Everything outside ASCII is written \uXXXX, with surrogate pairs.
};

/// Returns `text` escaped, without the quotes.
std::string escape_json(std::string_view text, JsonEscape style);

/// Returns the text that `escaped`, the inside of JSON quotes, stands for; nothing if an escape in it is none of JSON.
std::optional<std::string> unescape_json(std::string_view escaped);

}  // namespace kbsearch::store
