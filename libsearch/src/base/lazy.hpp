// A value that the first who asks makes, while others who ask wait for it alone.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

namespace kbsearch::base {

/// Safe to share between threads. If making the value throws, the next who asks tries again.
template <typename T>
class Lazy {
 public:
  /// `make` returns the value as a std::unique_ptr.
  template <typename Make>
  const T& get(Make&& make) {
    if (const T* ready = ready_.load(std::memory_order_acquire)) return *ready;
    const std::lock_guard lock(mutex_);
    if (!value_) {
      value_ = make();
      ready_.store(value_.get(), std::memory_order_release);
    }
    return *value_;
  }

 private:
  std::mutex mutex_;
  std::unique_ptr<const T> value_;
  std::atomic<const T*> ready_ = nullptr;
};

}  // namespace kbsearch::base
