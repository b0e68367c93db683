#include "engine/commit_copy.hpp"

#include <chrono>
#include <system_error>
#include <thread>

#include "base/hash.hpp"
#include "image/image_copy.hpp"
#include "image/image_manifest.hpp"
#include "kbsearch/error.hpp"
#include "snapshot/image_upkeep.hpp"
#include "store/checksums.hpp"
#include "store/commit_gate.hpp"
#include "store/database.hpp"
#include "store/files.hpp"
#include "store/glass_header.hpp"
#include "store/snapshot.hpp"
#include "store/writer_lock.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::engine {
namespace {

namespace fs = std::filesystem;

std::string header_of(const fs::path& generation) {
  const auto path = generation / store::kGlassHeaderName;
  auto header = store::read_file(path, store::kMaxGlassHeaderBytes);
  if (!header) throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' is missing", path.string());
  return std::move(*header);
}

std::uint64_t revision_of(const std::string& header, const fs::path& generation) {
  if (const auto revision = store::plausible_revision(header, generation)) return *revision;
  const auto path = generation / store::kGlassHeaderName;
  throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' is damaged", path.string(), Remedy::kRebuild);
}

std::vector<std::string> names_in(const fs::path& directory) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) store::throw_io("read", directory, error.value());
  return names;
}

}  // namespace

CommitCopy::CommitCopy(const store::IndexDirectory& index, fs::path target, CopyWatch& watch)
    : index_(index),
      generation_(index.current_generation()),
      target_(std::move(target)),
      watch_(watch),
      tables_(generation_, target_) {}

store::SnapshotManifest CommitCopy::make(const std::string& taken_at) {
  watch_.begin(CopyProgress::Phase::kCopying, store::bytes_in(generation_));
  store::require_plain_database(generation_);
  tables_.copy_roughly(watch_.counter());
  constexpr int kAttempts = 16;
  for (int attempt = 1; !copy_present_commit(); ++attempt) {
    watch_.check();
    if (attempt < kAttempts) continue;
    throw Error(ErrorCode::kIo,
                "index '" + index_.shown() + "' was written all the time while it was copied (try again)",
                index_.shown());
  }
  // No writer comes to a snapshot and makes what is missing.
  if (segments_.empty()) snapshot::write_image(target_);
  store::sync_directory(target_);
  store::forget_cached(target_);
  verify();
  store::SnapshotManifest manifest;
  manifest.source = whole_path(index_.path()).string();
  manifest.taken_at = taken_at;
  manifest.state = store::state_digest(header_, rules_);
  store::translating_errors(target_.string(), [&] {
    const auto database = store::open_database(target_);
    manifest.uuid = database.get_uuid();
    manifest.revision = database.get_revision();
    manifest.doc_count = database.get_doccount();
  });
  watch_.begin(CopyProgress::Phase::kReadingBack, store::bytes_in(target_));
  for (const auto& name : names_in(target_)) {
    manifest.files[name] = store::digest_of_file(target_ / name, watch_.counter());
  }
  store::write_snapshot_manifest(target_, manifest);
  store::flush_directory(target_);
  return manifest;
}

bool CommitCopy::copy_present_commit() {
  const auto pass = store::enter_as_reader(index_.path());
  if (index_.current_generation() != generation_) throw store::SnapshotGone{};
  wait_for_the_end_of_a_commit();
  header_ = header_of(generation_);
  const auto revision = revision_of(header_, generation_);
  const auto known = store::read_digests(generation_).value_or(store::BlockDigests());
  const store::DigestedState state{revision, base::hash64(header_)};
  const bool is_complete = known.state.header_digest == state.header_digest && known.state.revision == revision;
  tables_.make_exact(known, is_complete, watch_.counter());
  copy_image(revision);
  rules_ = index_.read_synonyms(generation_);
  // What a commit changes, the one before does not use; the second one may.
  if (revision_of(header_of(generation_), generation_) > revision + 1) return false;
  store::replace_file(target_ / store::kGlassHeaderName, header_);
  store::write_digests(target_, {state, tables_.digests().tables});
  store::replace_file(target_ / store::kSynonymsName, store::sealed(rules_));
  return true;
}

void CommitCopy::wait_for_the_end_of_a_commit() const {
  // A writer makes digests and image behind its commit. The next commit waits for us, so they come and stay.
  constexpr std::chrono::milliseconds kPatience{5'000};
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!is_whole() && store::has_writer(index_) && std::chrono::steady_clock::now() < deadline) {
    watch_.check();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

bool CommitCopy::is_whole() const {
  const auto digested = store::digested_state(generation_);
  return digested && digested->header_digest == base::hash64(header_of(generation_)) &&
         image::image_revision(generation_) == digested->revision;
}

void CommitCopy::copy_image(std::uint64_t revision) {
  for (const auto& name : names_in(target_)) {
    std::error_code error;
    if (image::is_segment_name(name)) fs::remove(target_ / name, error);
  }
  segments_ = image::copy_image(generation_, target_, revision, watch_.counter()).value_or(std::vector<std::string>());
}

void CommitCopy::verify() const {
  watch_.begin(CopyProgress::Phase::kReadingBack, store::bytes_in(target_));
  const auto checksums = store::verify_checksums(target_);
  const bool is_sound = checksums.present && checksums.complete && checksums.damaged.empty();
  if (!is_sound) {
    const auto name = checksums.damaged.empty() ? std::string("checksums") : checksums.damaged.front();
    throw Error(ErrorCode::kIo,
                "'" + (target_ / name).string() +
                    "' is not read as it was written: the disk fails (nothing of this copy was kept)",
                (target_ / name).string());
  }
  const auto image = snapshot::check_image(target_);
  if (image.damaged.empty()) return;
  // A damaged image is no loss: it says what Xapian says.
  snapshot::write_image(target_);
  store::sync_directory(target_);
}

std::uint64_t CommitCopy::bytes_linked() const {
  std::uint64_t bytes = 0;
  for (const auto& name : segments_) {
    std::error_code error;
    const auto path = target_ / name;
    const auto names = fs::hard_link_count(path, error);
    if (!error && names > 1) bytes += fs::file_size(path, error);
  }
  return bytes;
}

std::uint64_t present_state(const store::IndexDirectory& index) {
  return present_state(index, index.current_generation());
}

std::uint64_t present_state(const store::IndexDirectory& index, const std::filesystem::path& generation) {
  const auto header = header_of(generation);
  revision_of(header, generation);
  return store::state_digest(header, index.read_synonyms(generation));
}

}  // namespace kbsearch::engine
