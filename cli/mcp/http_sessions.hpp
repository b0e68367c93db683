// Sessions over HTTP. All that one keeps is which version its client speaks and which of its requests are being
// answered, so that the client can cancel one by another POST. Whoever uses no session is answered all the same.
// Any thread may call it.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "mcp/protocol.hpp"
#include "mcp/under_way.hpp"

namespace kbsearch::cli::mcp {

struct HttpSession {
  Version version = {};  ///< As it was agreed at initialize.
  UnderWay under_way = {};
};

class HttpSessions {
 public:
  using Clock = std::chrono::steady_clock;

  struct Limits {
    std::size_t most = 1'000;                              ///< A further one ends the one that is unused the longest.
    std::chrono::seconds unused = std::chrono::hours(24);  ///< One that is unused for so long has ended.
  };

  HttpSessions() = default;
  explicit HttpSessions(const Limits& limits) : limits_(limits) {}

  /// Returns the id of a new one: 32 hexadecimal digits that nobody can guess.
  std::string begin(Version version, Clock::time_point now = Clock::now());
  /// Returns it, as used at `now`; nothing if there is none, or it has ended.
  std::shared_ptr<HttpSession> find(const std::string& id, Clock::time_point now = Clock::now());
  /// Ends it, and what it has under way; false if there is none.
  bool end(const std::string& id, Clock::time_point now = Clock::now());

 private:
  struct Kept {
    std::shared_ptr<HttpSession> session;
    Clock::time_point used;
  };
  void drop_unused(Clock::time_point now);

  const Limits limits_ = {};
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace kbsearch::cli::mcp
