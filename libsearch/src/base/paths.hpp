// Paths as text: absolute, without links, parts parted by `/`.
#pragma once

#include <string_view>

namespace kbsearch::base {

/// Whether `path` is `directory` or lies below it, however deep. `/a` does not hold `/ab`.
inline bool lies_in(std::string_view path, std::string_view directory) {
  if (directory.empty() || !path.starts_with(directory)) return false;
  return path.size() == directory.size() || directory.ends_with('/') || path[directory.size()] == '/';
}

}  // namespace kbsearch::base
