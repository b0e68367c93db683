// Digests of our own over a generation's files, a block of 8 KB each. Xapian keeps none: of 400 damaged databases 16 in
// 100 went unnoticed. They lie in the generation, in the file `checksums`:
//
//   "kbsearch-checksums 1\n", revision, digest of iamglass, digest of all this    8 bytes each, least significant first
//   for each table: its name, the number of its blocks, their digests
//   the digest of all before
//
// A Xapian table never changes a block in place: a commit writes blocks that no reader needs and stamps them with its
// revision (the first four bytes). So after a commit only blocks with a later stamp than the digests' are read again,
// and while checking, those are of a commit that has no digests yet, or of a writer that was killed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kbsearch::store {

struct DigestedState {
  std::uint64_t revision = 0;
  std::uint64_t header_digest = 0;  ///< Of the bytes of iamglass.
};

/// Bytes that one digest is of: a block of Xapian's tables, which we make with its default.
inline constexpr std::size_t kDigestedBytes = 8192;

struct BlockDigests {
  DigestedState state;
  std::map<std::string, std::vector<std::uint64_t>> tables;  ///< By name of the file; a digest for each block.
};

/// Returns all digests of `generation`; nothing if there are none that can be trusted. Throws Error{kIo}.
std::optional<BlockDigests> read_digests(const std::filesystem::path& generation);
/// Replaces them, durably.
void write_digests(const std::filesystem::path& generation, const BlockDigests& digests);

/// Names of the files of Xapian's tables, sorted. Throws Error{kIo}.
std::vector<std::string> table_names(const std::filesystem::path& generation);

/// Returns which state the digests of `generation` are of; nothing if there are none that can be trusted.
std::optional<DigestedState> digested_state(const std::filesystem::path& generation);

/// Brings the digests up to the present revision, durably. Only the holder of the writer's lock may. Throws Error{kIo}.
void write_checksums(const std::filesystem::path& generation);

struct ChecksumReport {
  bool present = false;              ///< False if there are no digests, or damaged ones.
  bool complete = false;             ///< False if there was a commit after them.
  std::vector<std::string> damaged;  ///< Names of files that are not as they were written.
};

/// Compares every block that the digests are about. Throws Error{kIo}.
ChecksumReport verify_checksums(const std::filesystem::path& generation);

}  // namespace kbsearch::store
