#include "engine/copying.hpp"

#include <cstdio>
#include <system_error>

#include "base/stop_scope.hpp"
#include "engine/writing.hpp"
#include "kbsearch/error.hpp"
#include "store/files.hpp"

namespace kbsearch::engine {
namespace {

namespace fs = std::filesystem;

/// Returns `generation`, or the one of that number if its own is less.
fs::path numbered_at_least(const fs::path& generation, std::uint64_t least_number) {
  const auto name = generation.filename().string();
  const auto begin = name.find('-') + 1;
  const auto number = std::stoull(name.substr(begin));
  if (number >= least_number) return generation;
  return generation.parent_path() / (name.substr(0, begin) + std::to_string(least_number));
}

}  // namespace

void CopyWatch::begin(CopyProgress::Phase phase, std::uint64_t bytes_total) {
  progress_ = {phase, 0, bytes_total};
  check();
  tell();
}

void CopyWatch::check() const {
  constexpr const char* kNothingKept = "nothing of this copy was kept, and nothing is changed";
  if (options_.should_stop && options_.should_stop()) {
    throw Error(ErrorCode::kInterrupted, std::string("interrupted: ") + kNothingKept);
  }
  base::check_stop(options_.stop, options_.deadline, kNothingKept);
}

store::OnBytes CopyWatch::counter() {
  return [this](std::uint64_t bytes) {
    constexpr std::chrono::milliseconds kBetween{100};
    progress_.bytes += bytes;
    check();
    if (std::chrono::steady_clock::now() - told_ >= kBetween) tell();
  };
}

void CopyWatch::tell() {
  if (!options_.on_progress) return;
  options_.on_progress(progress_);
  told_ = std::chrono::steady_clock::now();
}

UnfinishedGeneration::UnfinishedGeneration(const store::IndexDirectory& directory, std::uint64_t least_number)
    : generation_(numbered_at_least(directory.next_generation(), least_number)),
      parts_(generation_.string() + ".parts") {
  std::error_code error;
  if (!fs::create_directory(parts_, error)) {
    store::throw_io("create the directory", parts_, error ? error.value() : EEXIST);
  }
}

UnfinishedGeneration::~UnfinishedGeneration() {
  std::error_code ignored;
  if (!is_finished_) fs::remove_all(parts_, ignored);
}

fs::path UnfinishedGeneration::finish() {
  if (std::rename(parts_.c_str(), generation_.c_str()) != 0) store::throw_io("replace", generation_, errno);
  is_finished_ = true;
  store::flush_directory(generation_.parent_path());
  return generation_;
}

fs::path whole_path(const fs::path& path) {
  std::error_code error;
  auto whole = fs::weakly_canonical(fs::absolute(path, error), error);
  if (error) store::throw_io("read", path, error.value());
  // A path that ends in a slash names the same directory.
  return whole.has_filename() ? whole : whole.parent_path();
}

SnapshotState state_of(const store::SnapshotManifest& manifest) {
  return {manifest.source, manifest.taken_at, manifest.doc_count, manifest.bytes()};
}

std::optional<store::SnapshotManifest> manifest_at(const store::IndexDirectory& directory) {
  return store::read_snapshot_manifest(directory.current_generation());
}

void read_back(const fs::path& generation, const store::SnapshotManifest& manifest, CopyWatch& watch) {
  store::sync_directory(generation);
  store::forget_cached(generation);
  watch.begin(CopyProgress::Phase::kReadingBack, manifest.bytes());
  const auto changed = store::changed_files(generation, manifest, watch.counter());
  if (changed.empty()) return;
  throw Error(ErrorCode::kIo,
              "'" + (generation / changed.front()).string() +
                  "' is not read as it was written: the disk fails (nothing of this copy was kept)",
              generation.string());
}

void put_in_place(const store::IndexDirectory& directory, const fs::path& generation, const char* what) {
  try {
    directory.swap_to(generation);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(generation, ignored);
    throw;
  }
  after_commit(what, [&] { directory.flush(); });
  directory.remove_leftovers();
}

}  // namespace kbsearch::engine
