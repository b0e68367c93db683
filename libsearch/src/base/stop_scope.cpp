#include "base/stop_scope.hpp"

#include <string>

namespace kbsearch::base {

constinit thread_local StopScope* StopScope::current_ = nullptr;

void check_stop(const std::stop_token& stop, const Deadline& deadline, const char* what) {
  if (stop.stop_requested()) throw Error(ErrorCode::kInterrupted, std::string("interrupted: ") + what);
  if (deadline && std::chrono::steady_clock::now() >= *deadline) {
    throw Error(ErrorCode::kDeadlinePassed, std::string("the deadline has passed: ") + what);
  }
}

StopScope::StopScope(std::stop_token stop, const Deadline& deadline)
    : stop_(std::move(stop)), deadline_(deadline), outer_(current_) {
  if (!stop_.stop_possible() && !deadline_) return;
  check();
  current_ = this;
}

StopScope::~StopScope() { current_ = outer_; }

void StopScope::check() const { check_stop(stop_, deadline_, "there is no answer, not a part of one either"); }

}  // namespace kbsearch::base
