// A bounded number of workers, and a bounded queue before them. Safe to share between threads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <stop_token>

namespace kbsearch::cli::serve {

class Slots {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// At most `slots` are taken at a time, and at most `waiting` wait for one, first come, first served.
  Slots(std::size_t slots, std::size_t waiting) : free_(slots), max_waiting_(waiting) {}

  /// A slot that is taken until this goes.
  class Lease {
   public:
    Lease() = default;
    explicit Lease(Slots* slots) : slots_(slots) {}
    ~Lease();
    Lease(Lease&& other) noexcept : slots_(other.slots_) { other.slots_ = nullptr; }
    Lease& operator=(Lease&&) = delete;
    explicit operator bool() const { return slots_ != nullptr; }

   private:
    Slots* slots_ = nullptr;
  };

  /// Waits for a slot. None if too many wait already, if it is not free by `deadline`, or if a stop is asked for.
  Lease take(Time deadline, const std::stop_token& stop = {});

  std::size_t running() const;
  std::size_t waiting() const;

 private:
  struct Waiter {
    std::condition_variable_any called;
    bool has_slot = false;
  };

  void give_back();

  mutable std::mutex mutex_;
  std::size_t free_;
  std::size_t running_ = 0;
  const std::size_t max_waiting_;
  std::deque<Waiter*> waiters_;
};

}  // namespace kbsearch::cli::serve
