// A bounded number of threads, each for one connection at a time. They are cheap, as most of them wait; the work they
// do goes through the service's slots.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace kbsearch::cli::serve {

class ConnectionThreads : public httplib::TaskQueue {
 public:
  /// `refuse` is run around the task of a connection that there is no thread for.
  ConnectionThreads(std::size_t most, std::function<void(const std::function<void()>&)> refuse,
                    std::function<void()> look);

  void enqueue(std::function<void()> task) override;
  /// Waits for all of them.
  void shutdown() override;
  void on_idle() override { look_(); }

 private:
  void run(std::list<std::thread>::iterator own);
  static void join(std::list<std::thread>& threads);

  const std::size_t most_;
  const std::function<void(const std::function<void()>&)> refuse_;
  const std::function<void()> look_;
  std::mutex mutex_;
  std::condition_variable called_;
  std::condition_variable ended_;
  std::deque<std::function<void()>> tasks_;
  std::list<std::thread> threads_;
  std::list<std::thread> over_;  ///< Have left run(), or are about to.
  std::size_t idle_ = 0;
  bool is_over_ = false;
};

}  // namespace kbsearch::cli::serve
