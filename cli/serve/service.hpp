// The service without its network: a request in, its answer out. Safe to share between threads.
//
//     Service service(settings);
//     const Response response = service.answer({.path = "/v1/search", .parameters = {{"q", "heat pump"}}});
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "serve/message.hpp"
#include "serve/mounts.hpp"
#include "serve/settings.hpp"

namespace kbsearch::cli::serve {

class Service {
 public:
  /// Opens the index. Throws Error.
  explicit Service(const Settings& settings);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Throws nothing but std::bad_alloc: whatever goes wrong is a problem (RFC 9457).
  Response answer(const Request& request);

 private:
  void follow_commits(const std::stop_token& stop);

  const Settings settings_;
  Searcher searcher_;
  const std::vector<Mount> mounts_;
  std::jthread follower_;  // the last: it uses the others
};

}  // namespace kbsearch::cli::serve
