// Copies of whole files, and digests to compare them by.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

namespace kbsearch::store {

/// Told how many bytes were just copied or read. What it throws ends the work.
using OnBytes = std::function<void(std::uint64_t)>;

/// What tells one file's bytes from another's.
struct FileDigest {
  std::uint64_t size = 0;
  std::uint64_t digest = 0;  ///< Of the digests of pieces of 1 MB.
  bool operator==(const FileDigest&) const = default;
};

/// Reads a file. Throws Error{kIndexCorrupt} if it is missing, a link or no regular file; Error{kIo}.
FileDigest digest_of_file(const std::filesystem::path& path, const OnBytes& on_bytes);

/// Copies a file to where none is. Returns the digest of the bytes that it has read. Throws as digest_of_file().
FileDigest copy_file(const std::filesystem::path& from, const std::filesystem::path& to, const OnBytes& on_bytes);

/// Gives a file a second name, where none is. Returns false if the file systems or the permissions do not allow it.
/// Only for files that nobody changes in place. Throws Error{kIndexCorrupt} if `from` is a link or no regular file.
bool link_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Asks the system to forget what it holds in memory of the directory's files, which are on the disk already: who reads
/// them next reads the disk.
void forget_cached(const std::filesystem::path& directory);

}  // namespace kbsearch::store
