// Verifies an index, for operators and tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kbsearch {

struct CheckReport {
  std::uint64_t doc_count = 0;
  std::vector<std::string> problems;  ///< Empty if the index is sound.
  std::vector<std::string> notes;     ///< What could not be checked, and why.
};

/// Compares the files with their digests, runs Xapian's own check, and reads every record back by its id.
/// Xapian's check has been seen to crash on damaged files: call this in a process that may die (as `kbsearch check`
/// does). Throws Error{kIndexNotFound} if there is no index; damage is reported, not thrown.
CheckReport check_index(const std::filesystem::path& directory);

}  // namespace kbsearch
