#include "engine/load_watch.hpp"

#include <chrono>
#include <string>
#include <system_error>

#include "base/stop_scope.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::engine {
namespace {

using std::chrono::steady_clock;

constexpr auto kTellEvery = std::chrono::milliseconds(200);
constexpr auto kRepeatEvery = std::chrono::milliseconds(500);

}  // namespace

LoadWatch::LoadWatch(const LoadOptions& options, const RecordReader* reader) : options_(options), reader_(reader) {
  if (!options_.on_progress) return;
  try {
    thread_ = std::thread([this] { repeat(); });
  } catch (const std::system_error&) {
    // Without a thread of its own it tells what it is told, and when.
  }
}

LoadWatch::~LoadWatch() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  ends_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void LoadWatch::note(LoadProgress::Phase phase, std::uint64_t records) {
  constexpr const char* kNothingKept = "nothing of this run was kept, the index is as it was";
  if (options_.should_stop && options_.should_stop()) {
    throw Error(ErrorCode::kInterrupted, std::string("interrupted: ") + kNothingKept);
  }
  base::check_stop(options_.stop, options_.deadline, kNothingKept);
  note_kept(phase, records);
}

void LoadWatch::note_kept(LoadProgress::Phase phase, std::uint64_t records) {
  if (!options_.on_progress) return;
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  const bool is_new = phase != progress_.phase || told_ == steady_clock::time_point();
  progress_.phase = phase;
  progress_.records = records;
  if (reader_ != nullptr) {
    progress_.bytes_read = reader_->bytes_read();
    progress_.bytes_total = reader_->bytes_total();
  }
  if (is_new || steady_clock::now() - told_ >= kTellEvery) tell();
}

void LoadWatch::tell() {
  told_ = steady_clock::now();
  options_.on_progress(progress_);
}

void LoadWatch::repeat() {
  std::unique_lock lock(mutex_);
  while (!ends_.wait_for(lock, kRepeatEvery, [&] { return is_over_; })) {
    if (told_ == steady_clock::time_point() || steady_clock::now() - told_ < kRepeatEvery) continue;
    try {
      tell();
    } catch (...) {
      failure_ = std::current_exception();
      return;
    }
  }
}

}  // namespace kbsearch::engine
