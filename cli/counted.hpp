// Numbers of things in messages: `1 record`, `2 records`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kbsearch::cli {

/// Returns `count` and the noun, in the plural unless it is one. `noun` takes an s.
inline std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace kbsearch::cli
