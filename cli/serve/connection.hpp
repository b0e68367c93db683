// One connection as the HTTP library reads and writes it: each step has its time and its size, so that a client that is
// slow, silent or endless costs a connection for a bounded while, and nothing else.
#pragma once

#include <httplib.h>
#include <poll.h>

#include <atomic>
#include <chrono>
#include <string>

#include "serve/settings.hpp"

namespace kbsearch::cli::serve {

class Connection : public httplib::Stream {
 public:
  using Clock = std::chrono::steady_clock;

  /// `stop_event` becomes readable when the service is to end.
  Connection(int socket, int stop_event, const Settings& settings);

  /// Waits for the first byte of a request. False if none comes in time, the client is gone, or the service ends.
  /// `is_crowded` tells whether others wait for a connection: then an idle one makes room.
  template <typename IsCrowded>
  bool await_request(IsCrowded is_crowded);

  /// The head of a request is to be read, or its body of at most `most` bytes.
  void begin_head();
  void begin_body(std::size_t most);
  /// Sends what is left. False if the client did not take it.
  bool flush();

  /// Why reading ended before the end: too much came, or too late.
  bool was_too_large() const { return was_too_large_; }
  bool was_too_slow() const { return was_too_slow_; }

  bool is_readable() const override { return true; }
  bool is_writable() const override { return !is_broken_; }
  ssize_t read(char* bytes, size_t size) override;
  ssize_t write(const char* bytes, size_t size) override;
  using httplib::Stream::write;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  /// For who looks after it while a request is being answered.
  int descriptor() const { return socket_; }
  /// None: the library selects on it, which ends at 1,024.
  socket_t socket() const override { return 0; }

 private:
  enum class Wait { kReady, kLate, kStopped, kGone };
  Wait wait_for(short events, Clock::time_point until, bool heeds_stop) const;
  bool has_input() const { return at_ < input_.size(); }
  bool fill();

  const int socket_;
  const int stop_event_;
  const Settings& settings_;
  std::string input_;  ///< Received, and from at_ on not read yet.
  std::size_t at_ = 0;
  std::string output_;  ///< Not sent yet: an answer goes out in one piece.
  Clock::time_point read_until_{};
  std::size_t may_read_ = 0;
  bool was_too_large_ = false;
  bool was_too_slow_ = false;
  bool is_broken_ = false;
};

template <typename IsCrowded>
bool Connection::await_request(IsCrowded is_crowded) {
  constexpr std::chrono::milliseconds kLook{200};
  const auto end = Clock::now() + settings_.idle_time;
  while (!has_input()) {
    const auto now = Clock::now();
    if (now >= end) return false;
    const auto found = wait_for(POLLIN, std::min(now + kLook, end), true);
    if (found == Wait::kReady) return fill();
    if (found != Wait::kLate || is_crowded()) return false;
  }
  return true;
}

}  // namespace kbsearch::cli::serve
