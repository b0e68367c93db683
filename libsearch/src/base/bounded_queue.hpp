// A queue between threads that makes a fast producer wait for slow consumers.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace kbsearch::base {

/// Bounded by the number of items and by what they weigh together; an item of any weight fits into an empty queue.
template <typename Item>
class BoundedQueue {
 public:
  BoundedQueue(std::size_t capacity, std::size_t max_weight) : capacity_(capacity), max_weight_(max_weight) {}

  /// Waits while the queue is full. Returns false, and drops the item, once the queue is closed.
  bool push(Item item, std::size_t weight) {
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [&] { return closed_ || has_room_for(weight); });
    if (closed_) return false;
    items_.emplace_back(std::move(item), weight);
    weight_ += weight;
    not_empty_.notify_one();
    return true;
  }

  /// Waits while the queue is empty. Returns nothing once it is closed and drained.
  std::optional<Item> pop() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return !items_.empty() || closed_; });
    if (items_.empty()) return std::nullopt;
    std::optional<Item> item(std::move(items_.front().first));
    weight_ -= items_.front().second;
    items_.pop_front();
    not_full_.notify_one();
    return item;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    not_full_.notify_all();
    not_empty_.notify_all();
  }

 private:
  bool has_room_for(std::size_t weight) const {
    return items_.empty() || (items_.size() < capacity_ && weight_ + weight <= max_weight_);
  }

  const std::size_t capacity_;
  const std::size_t max_weight_;
  std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::deque<std::pair<Item, std::size_t>> items_;
  std::size_t weight_ = 0;
  bool closed_ = false;
};

}  // namespace kbsearch::base
