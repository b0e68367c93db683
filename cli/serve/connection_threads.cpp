#include "serve/connection_threads.hpp"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

namespace kbsearch::cli::serve {

ConnectionThreads::ConnectionThreads(std::size_t most, std::function<void(const std::function<void()>&)> refuse,
                                     std::function<void()> look)
    : most_(most), refuse_(std::move(refuse)), look_(std::move(look)) {}

void ConnectionThreads::join(std::list<std::thread>& threads) {
  for (auto& thread : threads) thread.join();
  threads.clear();
}

void ConnectionThreads::enqueue(std::function<void()> task) {
  look_();
  std::list<std::thread> over;
  bool has_thread = false;
  {
    const std::lock_guard lock(mutex_);
    over.swap(over_);
    has_thread = idle_ > tasks_.size();
    if (!has_thread && threads_.size() < most_) {
      const auto own = threads_.emplace(threads_.end());
      try {
        *own = std::thread([this, own] { run(own); });
        has_thread = true;
      } catch (const std::system_error&) {
        threads_.erase(own);  // the system gives no further one: the same as none being free
      }
    }
    if (has_thread) {
      tasks_.push_back(std::move(task));
      called_.notify_one();
    }
  }
  join(over);
  if (!has_thread) refuse_(task);
}

void ConnectionThreads::run(std::list<std::thread>::iterator own) {
  constexpr std::chrono::seconds kStay{10};
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    const bool is_called = called_.wait_for(lock, kStay, [&] { return !tasks_.empty() || is_over_; });
    --idle_;
    if (!is_called || tasks_.empty()) break;
    auto task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
  over_.splice(over_.end(), threads_, own);
  ended_.notify_all();
}

void ConnectionThreads::shutdown() {
  std::unique_lock lock(mutex_);
  is_over_ = true;
  called_.notify_all();
  ended_.wait(lock, [&] { return threads_.empty(); });
  std::list<std::thread> over;
  over.swap(over_);
  lock.unlock();
  join(over);
}

}  // namespace kbsearch::cli::serve
