#include "kbsearch/index_copies.hpp"

#include <algorithm>
#include <system_error>

#include "engine/commit_copy.hpp"
#include "engine/copying.hpp"
#include "engine/writing.hpp"
#include "image/image_manifest.hpp"
#include "kbsearch/error.hpp"
#include "store/database.hpp"
#include "store/files.hpp"
#include "store/writer_lock.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;
using Directory = store::IndexDirectory;

store::SnapshotManifest manifest_of(const Directory& snapshot) {
  try {
    if (auto manifest = engine::manifest_at(snapshot)) return std::move(*manifest);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kIndexNotFound) {
      throw Error(ErrorCode::kIndexNotFound, "snapshot '" + snapshot.shown() + "' not found", snapshot.shown());
    }
    // Rebuilding, which mends an index, is not for a snapshot.
    throw Error(error.code(), error.what(), error.subject());
  }
  throw Error(ErrorCode::kIndexCorrupt,
              "'" + snapshot.shown() + "' is an index, not a snapshot (give the directory of a snapshot)",
              snapshot.shown());
}

[[noreturn]] void throw_changed(const Directory& snapshot, const std::string& name) {
  throw Error(ErrorCode::kIndexCorrupt,
              "snapshot '" + snapshot.shown() + "' is damaged: its file '" + name +
                  "' is not as it was written (nothing is changed; use another snapshot)",
              snapshot.shown());
}

/// True if what stands at `index` is this snapshot, restored to nothing by a run that was killed before its last step.
bool is_unfinished_restore(const Directory& index, const store::SnapshotManifest& manifest) {
  try {
    const auto whole = index.whole_generations();
    return !index.holds_index() && whole.size() == 1 && engine::present_state(index, whole[0]) == manifest.state;
  } catch (const Error&) {
    return false;
  }
}

/// Throws Error{kInvalidArgument} unless what stands at `index` is in a snapshot, or nothing stands there.
void require_nothing_lost(const Directory& index, const store::SnapshotManifest& manifest) {
  const auto refuse = [&](const std::string& why) {
    throw Error(ErrorCode::kInvalidArgument,
                "index '" + index.shown() + "' " + why + " (restore into another directory, or force it)",
                index.shown());
  };
  try {
    const auto generation = index.current_generation();  // throws, too, where an index has lost its CURRENT
    const auto present = engine::present_state(index);
    if (present == manifest.state || store::restored_state(generation) == present) return;
    const bool is_later = store::translating_errors(generation.string(), [&] {
      const auto database = store::open_database(generation);
      return database.get_uuid() == manifest.uuid && database.get_revision() >= manifest.revision;
    });
    refuse(is_later ? "was changed after the snapshot was taken, " + manifest.taken_at + ": those changes would be lost"
                    : "has changes that the snapshot does not have: they would be lost");
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kIndexNotFound) return;
    const bool is_unreadable = error.code() == ErrorCode::kIndexCorrupt || error.code() == ErrorCode::kIndexVersion;
    // What is no index at all is not to be replaced by force either.
    if (!is_unreadable || error.remedy() == Remedy::kOtherDirectory) throw;
    if (is_unfinished_restore(index, manifest)) return;
    refuse("cannot be read, so it cannot be told whether the snapshot has all of it: " + std::string(error.what()));
  }
}

/// Copies the files of a snapshot. Returns how many bytes are shared with it.
std::uint64_t copy_files(const Directory& snapshot, const fs::path& target, const store::SnapshotManifest& manifest,
                         engine::CopyWatch& watch) {
  const auto source = snapshot.current_generation();
  std::uint64_t linked = 0;
  watch.begin(CopyProgress::Phase::kCopying, manifest.bytes());
  for (const auto& [name, file] : manifest.files) {
    try {
      // The index changes all but these in place.
      if (image::is_segment_name(name) && store::link_file(source / name, target / name)) {
        linked += file.size;
      } else if (store::copy_file(source / name, target / name, watch.counter()) != file) {
        throw_changed(snapshot, name);
      }
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kIndexCorrupt) throw_changed(snapshot, name);
      throw;
    }
  }
  return linked;
}

}  // namespace

CopyReport restore_snapshot(const fs::path& path, const fs::path& index_path, const CopyOptions& options) {
  const Directory snapshot(path);
  const Directory index(index_path);
  const auto manifest = manifest_of(snapshot);
  if (engine::whole_path(path) == engine::whole_path(index_path)) {
    throw Error(ErrorCode::kInvalidArgument,
                "'" + index.shown() + "' is the snapshot itself (restore it to another directory)", index.shown());
  }
  if (!options.force) require_nothing_lost(index, manifest);
  try {
    engine::create_directory(index.path());
  } catch (const Error& error) {
    // A damaged index is what a restore is for; what is no index stays untouched.
    if (error.code() != ErrorCode::kIndexCorrupt || error.remedy() == Remedy::kOtherDirectory) throw;
  }
  const store::WriterLock lock(index);
  if (!options.force) require_nothing_lost(index, manifest);
  index.remove_unfinished_builds();
  engine::CopyWatch watch(options);
  CopyReport report{.snapshot = engine::state_of(manifest)};
  engine::UnfinishedGeneration unfinished(index);
  report.bytes_linked = copy_files(snapshot, unfinished.path(), manifest, watch);
  try {
    engine::read_back(unfinished.path(), manifest, watch);
  } catch (const Error& error) {
    // What is linked was not read before.
    const auto changed = store::changed_files(snapshot.current_generation(), manifest, {});
    if (error.code() == ErrorCode::kIo && !changed.empty()) throw_changed(snapshot, changed.front());
    throw;
  }
  store::write_restored_state(unfinished.path(), manifest.state);
  store::flush_directory(unfinished.path());
  watch.check();
  engine::put_in_place(index, unfinished.finish(), "it could not be flushed to the disk, a power cut may undo it");
  return report;
}

}  // namespace kbsearch
