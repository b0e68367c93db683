// What a copied generation says of itself: the files `snapshot` and `restored`.
//
//   snapshot    of a snapshot's generation. A sealed text: magic and version; the index that it was taken of, when, and
//               at which commit; then a line for each file with its size and digest. Where it stands, nothing is
//               written but by the next snapshot.
//   restored    of a generation that a snapshot was restored to. A sealed text: magic and version, the state of then.
//   synonyms    in both: the rules belong to the copy and change with it, in one step.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/file_copy.hpp"

namespace kbsearch::store {

inline constexpr const char* kSnapshotName = "snapshot";
inline constexpr const char* kRestoredName = "restored";
inline constexpr const char* kSynonymsName = "synonyms";

struct SnapshotManifest {
  std::string source;    ///< Absolute path of the index.
  std::string taken_at;  ///< UTC, ISO 8601.
  std::string uuid;      ///< Of the Xapian database: that of the generation, until it is rebuilt.
  std::uint64_t revision = 0;
  std::uint64_t doc_count = 0;
  std::uint64_t state = 0;  ///< state_digest() of the commit.
  std::map<std::string, FileDigest> files;

  std::uint64_t bytes() const;
};

/// Returns a number that is the same for the same commit with the same synonyms alone. `header` are the bytes of
/// iamglass.
std::uint64_t state_digest(std::string_view header, std::string_view synonyms);

/// Returns whether `generation` is a snapshot's, be its manifest whole or not.
bool is_of_snapshot(const std::filesystem::path& generation);
/// Nothing if there is none. Throws Error{kIndexCorrupt} if it is damaged, Error{kIndexVersion} if it is of another
/// version, Error{kIo}.
std::optional<SnapshotManifest> read_snapshot_manifest(const std::filesystem::path& generation);
void write_snapshot_manifest(const std::filesystem::path& generation, const SnapshotManifest& manifest);

/// Returns the names of files that are missing or not as the manifest says, in order. Throws Error{kIo}.
std::vector<std::string> changed_files(const std::filesystem::path& generation, const SnapshotManifest& manifest,
                                       const OnBytes& on_bytes);

/// Returns the state that was restored to `generation`; nothing if it was built, or cannot tell.
std::optional<std::uint64_t> restored_state(const std::filesystem::path& generation);
void write_restored_state(const std::filesystem::path& generation, std::uint64_t state);

}  // namespace kbsearch::store
