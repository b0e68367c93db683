// Ends a piece of work from outside: by a stop token or at a deadline.
//
// The stages of an answer do not hand this on to one another: a scope is about what its thread does while it lasts, and
// whoever works in a long loop asks the scope that it is in.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <utility>

#include "kbsearch/error.hpp"

namespace kbsearch::base {

using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// Throws Error{kInterrupted} if a stop is asked for, Error{kDeadlinePassed} if it is later than `deadline`. `what` is
/// what ends then, and what becomes of it.
void check_stop(const std::stop_token& stop, const Deadline& deadline, const char* what);

class StopScope {
 public:
  /// Throws as check() does: what is late before it begins does not begin.
  StopScope(std::stop_token stop, const Deadline& deadline);
  ~StopScope();
  StopScope(const StopScope&) = delete;
  StopScope& operator=(const StopScope&) = delete;

  /// The innermost scope of this thread that can end; nullptr if there is none.
  static StopScope* current() { return current_; }
  /// Throws as check() does, if this thread is in a scope.
  static void check_current() {
    if (current_ != nullptr) current_->check();
  }

  /// Throws Error{kInterrupted, kDeadlinePassed} when it is time.
  void check() const;
  /// The same for loops whose turns take less than looking at the clock: looks at it in one turn of 256.
  void check_now_and_then() {
    if ((++turns_ & 255u) == 0) check();
  }

 private:
  static constinit thread_local StopScope* current_;
  std::stop_token stop_;
  Deadline deadline_;
  unsigned turns_ = 0;
  StopScope* outer_;
};

}  // namespace kbsearch::base
