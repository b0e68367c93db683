// Numbers of things in messages: `1 record`, `2 records`.
#pragma once

#include <cstdint>
#include <string>

namespace kbsearch::cli {

/// Returns `1 record`, `2 records`; `plural` is for words that do not just take an s.
inline std::string counted(std::uint64_t count, const std::string& singular, const std::string& plural = {}) {
  return std::to_string(count) + ' ' + (count == 1 ? singular : plural.empty() ? singular + 's' : plural);
}

}  // namespace kbsearch::cli
