/// @file
/// Verifies an index, for operators and tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// What a check may change.
struct CheckOptions {
  /// Where nothing is wrong, write the digests that a killed writer left behind or that are missing; and the image that
  /// searches read, where it is missing or damaged. Needs the writer's lock.
  bool write = false;
};

/// What a check found.
struct [[nodiscard]] CheckReport {
  std::uint64_t doc_count = 0;        ///< Records that were read.
  std::vector<std::string> problems;  ///< Empty if the index is sound.
  std::vector<std::string> notes;     ///< What could not be checked, and why.
  bool digests_complete = true;       ///< False if a commit, or all files, have no digests.
  /// False if the image that searches read is missing or damaged: they do without it, slower.
  bool image_complete = true;
};

/// Checks one commit: compares the files with their digests, runs Xapian's own check, compares every record with the
/// digest it was indexed with, and looks it up by its id. Nothing has to be writable. Commits wait for it, each up to
/// ten seconds. Xapian's check has been seen to crash on damaged files: call this in a process that may die (as
/// `kbsearch check` does). Throws Error{kIndexNotFound} if there is no index, Error{kIo} if the system refuses or
/// others wrote all the time; damage is reported, not thrown.
CheckReport check_index(const std::filesystem::path& directory, const CheckOptions& options = {});

/// Returns a text that names the newest commit of the index; empty if there is none. Equal names, equal commits. Throws
/// Error{kIndexCorrupt, kIndexVersion, kIo}.
std::string commit_name(const std::filesystem::path& directory);

}  // namespace kbsearch
