// The requests of one client that are being answered, so that a cancellation can end one. Any thread may call it.
#pragma once

#include <map>
#include <mutex>
#include <stop_token>
#include <string>

namespace kbsearch::cli::mcp {

class UnderWay {
 public:
  /// False if a request of that id is not answered yet.
  bool add(const std::string& id, const std::stop_source& stop) {
    const std::lock_guard lock(mutex_);
    return requests_.emplace(id, stop).second;
  }
  void remove(const std::string& id) {
    const std::lock_guard lock(mutex_);
    requests_.erase(id);
  }
  /// A request that is not known, or answered by now, is nothing to be told of.
  void cancel(const std::string& id) {
    const std::lock_guard lock(mutex_);
    if (const auto request = requests_.find(id); request != requests_.end()) request->second.request_stop();
  }
  void cancel_all() {
    const std::lock_guard lock(mutex_);
    for (auto& [id, stop] : requests_) stop.request_stop();
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::stop_source> requests_;  ///< By the id of the request, as JSON.
};

}  // namespace kbsearch::cli::mcp
