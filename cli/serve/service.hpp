// The service without its network: a request in, its answer out. Safe to share between threads.
//
//     Service service(settings);
//     const Response response = service.answer({.path = "/v1/search", .parameters = {{"q", "heat pump"}}});
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "serve/access_log.hpp"
#include "serve/handlers.hpp"
#include "serve/message.hpp"
#include "serve/metrics.hpp"
#include "serve/mounts.hpp"
#include "serve/revision.hpp"
#include "serve/routes.hpp"
#include "serve/settings.hpp"
#include "serve/slots.hpp"

namespace kbsearch::cli::serve {

class Service {
 public:
  /// Opens the index. Throws Error, UsageError.
  explicit Service(const Settings& settings);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Throws nothing but std::bad_alloc: whatever goes wrong is a problem (RFC 9457). Counted and logged.
  Response answer(const Request& request);

  /// The most that the body of a request may have, told by its head; 0 if it is answered without looking at one.
  std::size_t max_body_bytes(const Request& head) const;

  /// Counts and logs an answer that was given without asking answer().
  void note(const Request& request, const Response& response);

  /// From now on it is not ready (/readyz): the process is about to end.
  void retire() { is_retired_ = true; }

  const Settings& settings() const { return settings_; }
  Metrics& metrics() { return metrics_; }

 private:
  struct Found;
  Response routed(const Request& request, const Found& found);
  Response in_slot(const Request& request, const Found& found);
  Response own_answer(const Request& request, const Route& route);
  Found find(const std::string& method, const std::string& path) const;
  std::optional<Refusal> refusal_of(const Request& request, const Found& found) const;
  void add_cors(const Request& request, const Found& found, Response& response) const;
  bool may_write(const Request& request) const;
  void follow_commits(const std::stop_token& stop);

  const Settings settings_;
  Searcher searcher_;
  Revision revision_;
  const std::vector<Mount> mounts_;
  StatisticsText statistics_;
  Slots writing_;
  const Context context_;
  Slots slots_;
  Metrics metrics_;
  AccessLog log_;
  std::atomic<bool> is_retired_{false};
  std::atomic<bool> is_behind_{false};  ///< The index could not be read anew at the last look.
  std::jthread follower_;               // the last: it uses the others
};

}  // namespace kbsearch::cli::serve
