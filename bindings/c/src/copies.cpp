// Snapshots, and the way back.
#include "kbsearch/copies.h"

#include "accessors.hpp"
#include "kbsearch/index_copies.hpp"

struct kbs_snapshot {
  kbsearch::CopyReport report;
};

namespace kbsearch::c {
namespace {

kbs_copy_options default_copy_options() {
  kbs_copy_options options{};
  options.size = sizeof options;
  return options;
}

kbs_copy_progress progress_of(const CopyProgress& progress) {
  kbs_copy_progress given{};
  given.size = sizeof given;
  given.phase = progress.phase == CopyProgress::Phase::kCopying ? KBS_COPY_COPYING : KBS_COPY_READING_BACK;
  given.bytes = progress.bytes;
  given.bytes_total = progress.bytes_total;
  return given;
}

CopyOptions copy_options(const kbs_copy_options* options) {
  const auto given = read_in(options, default_copy_options(), "kbs_copy_options");
  CopyOptions copy;
  copy.force = given.force;
  if (given.on_progress != nullptr) {
    copy.on_progress = [=](const CopyProgress& progress) {
      const auto at = progress_of(progress);
      given.on_progress(given.user, &at);
    };
  }
  if (given.should_stop != nullptr) copy.should_stop = [=] { return given.should_stop(given.user); };
  copy.deadline = deadline_in(given.timeout_us);
  copy.stop = token_of(given.stop);
  return copy;
}

const CopyReport& of(const kbs_snapshot* snapshot) {
  static const CopyReport none;
  return snapshot == nullptr ? none : snapshot->report;
}

/// Runs `copy`, and gives what it did to whoever wants to know.
template <typename Copy>
kbs_code copied(kbs_snapshot** snapshot, kbs_error** error, Copy&& copy) {
  if (snapshot != nullptr) *snapshot = nullptr;
  return guarded(error, [&] {
    auto given = std::make_unique<kbs_snapshot>();
    given->report = copy();
    if (snapshot != nullptr) *snapshot = given.release();
  });
}

}  // namespace
}  // namespace kbsearch::c

using namespace kbsearch::c;  // of the bodies of what C calls

void kbs_copy_options_init(kbs_copy_options* options, size_t size) { fill_in(options, size, default_copy_options()); }

kbs_code kbs_take_snapshot(kbs_text index, kbs_text directory, const kbs_copy_options* options, kbs_snapshot** snapshot,
                           kbs_error** error) {
  return copied(snapshot, error,
                [&] { return kbsearch::take_snapshot(path_of(index), path_of(directory), copy_options(options)); });
}

kbs_code kbs_restore_snapshot(kbs_text directory, kbs_text index, const kbs_copy_options* options,
                              kbs_snapshot** snapshot, kbs_error** error) {
  return copied(snapshot, error,
                [&] { return kbsearch::restore_snapshot(path_of(directory), path_of(index), copy_options(options)); });
}

kbs_code kbs_snapshot_state(kbs_text directory, kbs_snapshot** snapshot, kbs_error** error) {
  return guarded(error, [&] {
    clear(snapshot, "snapshot");
    auto state = kbsearch::snapshot_state(path_of(directory));
    if (state) *snapshot = new kbs_snapshot{{.snapshot = std::move(*state)}};
  });
}

void kbs_snapshot_free(kbs_snapshot* snapshot) { delete snapshot; }
kbs_text kbs_snapshot_source(const kbs_snapshot* snapshot) { return text_of(of(snapshot).snapshot.source); }
kbs_text kbs_snapshot_taken_at(const kbs_snapshot* snapshot) { return text_of(of(snapshot).snapshot.taken_at); }
uint64_t kbs_snapshot_records(const kbs_snapshot* snapshot) { return of(snapshot).snapshot.doc_count; }
uint64_t kbs_snapshot_bytes(const kbs_snapshot* snapshot) { return of(snapshot).snapshot.bytes; }
uint64_t kbs_snapshot_bytes_linked(const kbs_snapshot* snapshot) { return of(snapshot).bytes_linked; }
bool kbs_snapshot_was_there(const kbs_snapshot* snapshot) { return of(snapshot).was_there; }
