/// @file
/// Snapshots: whole copies of an index that nothing changes afterwards, and the way back.
///
///     auto report = kbsearch::take_snapshot("kb.index", "backup/kb");  // beside a writer and readers
///     auto searcher = kbsearch::Searcher::open("backup/kb");           // a snapshot is read as an index is
///     report = kbsearch::restore_snapshot("backup/kb", "kb.index");
///
/// A snapshot is a directory like that of an index, of one commit, with a list of its files and their digests. Writers
/// refuse it. Taken again into the same directory it becomes the newer one as a rebuilt index does: a new generation is
/// written beside the old one, read back, and CURRENT is replaced last. So readers of the directory follow without a
/// failed search, and so do readers of copies of it, wherever those are made in the same order: first the new
/// `generation-N`, then CURRENT, then the old one is removed.
///
/// All functions may be called from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// How far a copy is.
struct CopyProgress {
  /// What it does, in this order; copying begins again where the index was rebuilt meanwhile.
  enum class Phase {
    kCopying,      ///< Files are copied, or linked.
    kReadingBack,  ///< What was written is read from the disk and compared with the digests.
  };
  Phase phase = Phase::kCopying;  ///< At present.
  std::uint64_t bytes = 0;        ///< Of the phase, so far.
  std::uint64_t bytes_total = 0;  ///< Of the phase, as far as is known: `bytes` may pass it.
};

/// Returns "copying" or "reading back".
std::string_view to_string(CopyProgress::Phase phase);

/// How a copy is made.
struct CopyOptions {
  /// Replace what the copy would otherwise refuse to: for a snapshot, one that is of another index or of a later
  /// commit; for a restore, an index with changes that the snapshot lacks. They are lost.
  bool force = false;
  /// Called with how far it is, at most ten times a second and each time a phase begins, from the calling thread.
  std::function<void(const CopyProgress&)> on_progress = {};
  /// Asked now and then, from the calling thread, until the copy takes its place: if it returns true, the copy throws
  /// Error{kInterrupted}, and nothing is changed.
  std::function<bool()> should_stop = {};
  /// The same as a token, and as a time: it throws Error{kInterrupted} or Error{kDeadlinePassed}.
  std::stop_token stop = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {};  ///< See `stop`.
};

/// What a snapshot says of itself.
struct SnapshotState {
  std::string source;           ///< Path of the index that it was taken of, absolute, as it was then.
  std::string taken_at;         ///< When, in UTC: 2026-11-30T20:15:00Z.
  std::uint64_t doc_count = 0;  ///< Records.
  std::uint64_t bytes = 0;      ///< Of its files.
};

/// What a copy did.
struct CopyReport {
  SnapshotState snapshot;          ///< That was taken, or restored.
  std::uint64_t bytes_linked = 0;  ///< Of them, what shares its place on the disk with the original.
  /// The snapshot was there already, of this very commit, and was read and found whole: nothing was written.
  bool was_there = false;
};

/// Copies the newest commit of the index at `index` to `directory`: a path where nothing is, an empty directory, or an
/// older snapshot of the same index, which it replaces when it has been read back. Needs no lock of the index: a writer
/// goes on, and waits for the end of the copy alone, which takes as long as what it changed meanwhile. Files that no
/// writer changes in place are linked where the file system can. Killed at any moment it leaves the older snapshot or
/// the new one, and beside it at most what the next one removes.
///
/// Throws Error{kIndexNotFound} if there is no index; Error{kInvalidArgument} if `directory` is not to be replaced, or
/// lies in the index; Error{kIndexCorrupt} naming a file of the index that is damaged; Error{kIndexLocked} while
/// another snapshot is taken there; Error{kIo}; Error{kInterrupted, kDeadlinePassed}.
CopyReport take_snapshot(const std::filesystem::path& index, const std::filesystem::path& directory,
                         const CopyOptions& options = {});

/// Puts the snapshot at `directory` in the place of the index at `index`, or makes that: a new generation, read back
/// and swapped in as a rebuild is, so readers see the old state or the new one. Needs the writer's lock. Without
/// CopyOptions::force an index is only replaced where nothing is lost: it is at the commit of the snapshot, or has not
/// been changed since it was restored itself.
///
/// Throws Error{kIndexNotFound} if there is no snapshot; Error{kIndexCorrupt} naming what is damaged in it, or if it is
/// none; Error{kIndexVersion} if it is of another format; Error{kInvalidArgument} if the index is not to be replaced;
/// Error{kIndexLocked}, Error{kIo}, Error{kInterrupted, kDeadlinePassed}.
CopyReport restore_snapshot(const std::filesystem::path& directory, const std::filesystem::path& index,
                            const CopyOptions& options = {});

/// Returns what the snapshot at `directory` says of itself; nothing if an index is there that is no snapshot. Reads no
/// more than that: check_index() compares its files with their digests. Throws Error{kIndexNotFound} if there is
/// neither, Error{kIndexCorrupt, kIndexVersion, kIo}.
std::optional<SnapshotState> snapshot_state(const std::filesystem::path& directory);

}  // namespace kbsearch
