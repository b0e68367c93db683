#include "mcp/protocol.hpp"

#include <algorithm>

namespace kbsearch::cli::mcp {

const std::vector<Version>& versions() {
  static const std::vector<Version> all = {kLatestVersion, "2025-06-18", "2025-03-26", kFirstVersion};
  return all;
}

Version version_named(std::string_view name) {
  const auto found = std::find(versions().begin(), versions().end(), name);
  return found == versions().end() ? Version() : *found;
}

}  // namespace kbsearch::cli::mcp
