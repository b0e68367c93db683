#include "kbsearch/index_copies.hpp"

#include <algorithm>
#include <ctime>
#include <system_error>

#include "engine/commit_copy.hpp"
#include "engine/copying.hpp"
#include "kbsearch/error.hpp"
#include "store/files.hpp"
#include "store/snapshot.hpp"
#include "store/writer_lock.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;
using Directory = store::IndexDirectory;

std::string utc(std::chrono::system_clock::time_point time) {
  const auto seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

[[noreturn]] void refuse(const Directory& target, const std::string& why) {
  throw Error(ErrorCode::kInvalidArgument, "'" + target.shown() + "' " + why, target.shown());
}

bool is_within(const fs::path& inner, const fs::path& outer) {
  const auto relative = inner.lexically_relative(outer);
  return relative == "." || (!relative.empty() && *relative.begin() != "..");
}

void require_apart(const Directory& index, const Directory& target) {
  const auto from = engine::whole_path(index.path());
  const auto to = engine::whole_path(target.path());
  if (from == to) refuse(target, "is the index itself (a snapshot needs a directory of its own)");
  if (is_within(to, from)) refuse(target, "lies in the index (choose a directory outside of it)");
  if (is_within(from, to)) refuse(target, "holds the index (choose another directory)");
}

/// Returns the manifest of a snapshot that no CURRENT names: a first one that was killed in its last step, or one whose
/// CURRENT was lost. Nothing if there is none. Throws Error for what may be somebody's only data.
std::optional<store::SnapshotManifest> unnamed_snapshot(const Directory& target) {
  std::optional<store::SnapshotManifest> newest;
  std::error_code error;
  fs::directory_iterator entry(target.path(), error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto name = entry->path().filename().string();
    if (!name.starts_with("generation-") || name.ends_with(".parts")) continue;
    auto manifest = store::read_snapshot_manifest(entry->path());
    if (!manifest) refuse(target, "holds an index that has lost its file CURRENT (choose another directory)");
    if (!newest || newest->taken_at < manifest->taken_at) newest = std::move(manifest);
  }
  if (error && error != std::errc::no_such_file_or_directory) store::throw_io("read", target.path(), error.value());
  return newest;
}

/// What stands at `target`: nothing, or the manifest of a snapshot. Throws Error if it is something else.
std::optional<store::SnapshotManifest> former_snapshot(const Directory& target) {
  try {
    if (!target.holds_index()) return unnamed_snapshot(target);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kIo || error.code() == ErrorCode::kInvalidArgument) throw;
    throw Error(ErrorCode::kInvalidArgument,
                std::string(error.what()) + " (a snapshot replaces nothing but an older one: choose another directory)",
                target.shown());
  }
  std::optional<store::SnapshotManifest> manifest;
  try {
    manifest = engine::manifest_at(target);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kIo) throw;
    throw Error(ErrorCode::kInvalidArgument,
                std::string(error.what()) + " (remove the damaged snapshot '" + target.shown() +
                    "', or choose another directory)",
                target.shown());
  }
  if (!manifest) refuse(target, "is an index, not a snapshot: it is left as it is (choose another directory)");
  return manifest;
}

void require_older(const Directory& target, const store::SnapshotManifest& former, const store::SnapshotManifest& now) {
  if (former.source != now.source) {
    refuse(target, "is a snapshot of another index, '" + former.source + "' (choose another directory, or force it)");
  }
  if (former.uuid == now.uuid && former.revision > now.revision) {
    refuse(target, "is a snapshot of a later commit than the index has, taken " + former.taken_at +
                       " (choose another directory, or force it)");
  }
}

/// Whether the snapshot at `target` is of the present commit, and whole.
bool is_there_already(const Directory& index, const Directory& target, const store::SnapshotManifest& former,
                      engine::CopyWatch& watch) {
  if (!target.holds_index() || former.source != engine::whole_path(index.path()).string()) return false;
  if (former.state != engine::present_state(index)) return false;
  watch.begin(CopyProgress::Phase::kReadingBack, former.bytes());
  return store::changed_files(target.current_generation(), former, watch.counter()).empty();
}

/// Runs `copy` again if the index was rebuilt meanwhile.
template <typename Copy>
auto copy_until_it_lasts(const Directory& index, Copy copy) {
  constexpr int kAttempts = 4;
  for (int attempt = 1;; ++attempt) {
    const auto generation = index.current_generation();
    try {
      return copy();
    } catch (const store::SnapshotGone&) {
      if (attempt < kAttempts) continue;
    } catch (const Error& error) {
      const bool ends = error.code() == ErrorCode::kInterrupted || error.code() == ErrorCode::kDeadlinePassed;
      if (ends || attempt == kAttempts || index.current_generation() == generation) throw;
      continue;
    }
    throw Error(ErrorCode::kIo,
                "index '" + index.shown() + "' was rebuilt all the time while it was copied (try again)",
                index.shown());
  }
}

}  // namespace

std::string_view to_string(CopyProgress::Phase phase) {
  return phase == CopyProgress::Phase::kCopying ? "copying" : "reading back";
}

CopyReport take_snapshot(const fs::path& index_path, const fs::path& path, const CopyOptions& options) {
  const Directory index(index_path);
  const Directory target(path);
  index.current_generation();  // throws if there is no index
  require_apart(index, target);
  former_snapshot(target);
  target.create();
  const store::WriterLock lock(target, store::WriterLock::For::kSnapshot);
  const auto former = former_snapshot(target);
  target.remove_unfinished_builds();
  engine::CopyWatch watch(options);
  if (former && is_there_already(index, target, *former, watch)) {
    return {.snapshot = engine::state_of(*former), .was_there = true};
  }
  CopyReport report;
  const auto generation = copy_until_it_lasts(index, [&] {
    // A directory that was emptied, or moved, begins with a number that no copy of it has had: files that are named
    // alike are alike, and may be kept by whoever keeps copies of them.
    const auto seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    engine::UnfinishedGeneration unfinished(target, static_cast<std::uint64_t>(std::max<std::time_t>(seconds, 0)));
    engine::CommitCopy copy(index, unfinished.path(), watch);
    const auto manifest = copy.make(utc(std::chrono::system_clock::now()));
    if (former && !options.force) require_older(target, *former, manifest);
    watch.check();
    report.snapshot = engine::state_of(manifest);
    report.bytes_linked = copy.bytes_linked();
    return unfinished.finish();
  });
  engine::put_in_place(target, generation, "the snapshot could not be flushed to the disk, a power cut may undo it");
  return report;
}

std::optional<SnapshotState> snapshot_state(const fs::path& path) {
  const auto manifest = engine::manifest_at(Directory(path));
  return manifest ? std::optional(engine::state_of(*manifest)) : std::nullopt;
}

}  // namespace kbsearch
