// Steps that taking a snapshot and restoring one share.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "kbsearch/index_copies.hpp"
#include "store/file_copy.hpp"
#include "store/index_directory.hpp"
#include "store/snapshot_manifest.hpp"

namespace kbsearch::engine {

/// Tells the caller of a copy how far it is, and asks whether to go on.
class CopyWatch {
 public:
  /// `options` must outlive it.
  explicit CopyWatch(const CopyOptions& options) : options_(options) {}

  void begin(CopyProgress::Phase phase, std::uint64_t bytes_total);
  /// Throws Error{kInterrupted, kDeadlinePassed} if the copy is to stop.
  void check() const;
  /// Counts bytes; throws as check() does. Holds as long as this.
  store::OnBytes counter();

 private:
  void tell();

  const CopyOptions& options_;
  CopyProgress progress_;
  std::chrono::steady_clock::time_point told_{};
};

/// A generation that is being made: `generation-N.parts`, which no reader looks at and every writer removes. It goes
/// with this, unless it became the generation.
class UnfinishedGeneration {
 public:
  /// Makes the directory, of the next number, at least `least_number`. Throws Error{kIo}.
  explicit UnfinishedGeneration(const store::IndexDirectory& directory, std::uint64_t least_number = 0);
  ~UnfinishedGeneration();
  UnfinishedGeneration(const UnfinishedGeneration&) = delete;
  UnfinishedGeneration& operator=(const UnfinishedGeneration&) = delete;

  const std::filesystem::path& path() const { return parts_; }
  /// Gives it its name: returns the generation, which is to be swapped in. Throws Error{kIo}.
  std::filesystem::path finish();

 private:
  std::filesystem::path generation_;
  std::filesystem::path parts_;
  bool is_finished_ = false;
};

/// Returns the path absolute and without links, as far as it exists. Throws Error{kIo}.
std::filesystem::path whole_path(const std::filesystem::path& path);

SnapshotState state_of(const store::SnapshotManifest& manifest);

/// Reads the manifest of the snapshot at `directory`, for which an index is there already. Throws as
/// store::read_snapshot_manifest() does.
std::optional<store::SnapshotManifest> manifest_at(const store::IndexDirectory& directory);

/// Throws Error{kIo} if one of the files that were just written is not as the manifest says.
void read_back(const std::filesystem::path& generation, const store::SnapshotManifest& manifest, CopyWatch& watch);

/// Brings `generation`, which was read back, into its place and removes what was there.
void put_in_place(const store::IndexDirectory& directory, const std::filesystem::path& generation, const char* what);

}  // namespace kbsearch::engine
