#include "serve/slots.hpp"

#include <algorithm>

namespace kbsearch::cli::serve {

Slots::Lease::~Lease() {
  if (slots_ != nullptr) slots_->give_back();
}

Slots::Lease Slots::take(Time deadline, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  if (free_ > 0) {
    --free_;
    ++running_;
    return Lease(this);
  }
  if (waiters_.size() >= max_waiting_) return Lease();
  Waiter waiter;
  waiters_.push_back(&waiter);
  if (!waiter.called.wait_until(lock, stop, deadline, [&] { return waiter.has_slot; })) {
    waiters_.erase(std::find(waiters_.begin(), waiters_.end(), &waiter));
    return Lease();
  }
  return Lease(this);  // it was handed over: nothing became free in between
}

void Slots::give_back() {
  const std::lock_guard lock(mutex_);
  if (waiters_.empty()) {
    ++free_;
    --running_;
    return;
  }
  auto* next = waiters_.front();
  waiters_.pop_front();
  next->has_slot = true;
  next->called.notify_one();  // under the lock: once it has woken, it may be gone
}

std::size_t Slots::running() const {
  const std::lock_guard lock(mutex_);
  return running_;
}

std::size_t Slots::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiters_.size();
}

}  // namespace kbsearch::cli::serve
