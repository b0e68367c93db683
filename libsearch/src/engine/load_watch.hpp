// Tells the caller of a load how far it is, and asks whether to go on.
#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "kbsearch/index_writer.hpp"

namespace kbsearch::engine {

/// Used by the thread that loads. Where the caller wants to hear, a thread of its own repeats the last state, so that
/// steps which say nothing for long (a merge, a flush) are told as well.
class LoadWatch {
 public:
  /// Both must outlive it. `reader` may be null: then there are no sources with bytes to count.
  LoadWatch(const LoadOptions& options, const RecordReader* reader);
  ~LoadWatch();
  LoadWatch(const LoadWatch&) = delete;
  LoadWatch& operator=(const LoadWatch&) = delete;

  /// Notes the phase and the records, tells them if it is time or the phase is new, and throws Error{kInterrupted} if
  /// the load is to stop. Throws what the caller's functions throw.
  void note(LoadProgress::Phase phase, std::uint64_t records);
  /// The same from the commit on: nothing stops it any more.
  void note_kept(LoadProgress::Phase phase, std::uint64_t records);

 private:
  void repeat();
  void tell();

  const LoadOptions& options_;
  const RecordReader* reader_;
  std::mutex mutex_;  ///< Held while the caller is told: one call at a time.
  std::condition_variable ends_;
  bool is_over_ = false;
  LoadProgress progress_;
  std::chrono::steady_clock::time_point told_{};
  std::exception_ptr failure_;  ///< What a call from the other thread threw.
  std::thread thread_;
};

}  // namespace kbsearch::engine
