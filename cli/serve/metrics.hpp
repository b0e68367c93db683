// What is counted, and how Prometheus reads it (text format 0.0.4). Written here: a client library would bring a web
// server of its own for a hundred lines. Safe to share between threads.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

namespace kbsearch::cli::serve {

/// What is read off elsewhere at the moment of writing.
struct Gauges {
  std::size_t searches_running = 0;
  std::size_t searches_waiting = 0;
  std::string revision;
};

class Metrics {
 public:
  void count_request(const std::string& route, const std::string& method, int status,
                     std::chrono::steady_clock::duration took);

  std::atomic<std::uint64_t> connections_open{0};
  std::atomic<std::uint64_t> connections{0};
  std::atomic<std::uint64_t> connections_refused{0};
  std::atomic<std::uint64_t> searches_refused{0};
  std::atomic<std::uint64_t> reloads{0};
  std::atomic<std::uint64_t> reload_failures{0};

  std::string text(const Gauges& gauges) const;

 private:
  static constexpr std::array kBounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                         0.1,    0.25,  0.5,    1.0,   2.5,  5.0,   10.0};
  struct Times {
    std::array<std::uint64_t, kBounds.size() + 1> counts{};  ///< Of each bound alone; the last: beyond all.
    double sum = 0.0;
  };

  mutable std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Times> times_;
};

}  // namespace kbsearch::cli::serve
