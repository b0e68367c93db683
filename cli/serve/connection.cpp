#include "serve/connection.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace kbsearch::cli::serve {
namespace {

constexpr std::size_t kReceived = 16u << 10;
// Beyond, an answer goes out in pieces.
constexpr std::size_t kMostKept = 256u << 10;

void read_address(int socket, int (*get)(int, sockaddr*, socklen_t*), std::string& ip, int& port) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (get(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return;
  char host[NI_MAXHOST];
  char service[NI_MAXSERV];
  if (getnameinfo(reinterpret_cast<sockaddr*>(&address), size, host, sizeof host, service, sizeof service,
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return;
  }
  ip = host;
  port = std::atoi(service);
}

}  // namespace

Connection::Connection(int socket, int stop_event, const Settings& settings)
    : socket_(socket), stop_event_(stop_event), settings_(settings) {}

Connection::Wait Connection::wait_for(short events, Clock::time_point until, bool heeds_stop) const {
  pollfd looked[2] = {{socket_, events, 0}, {stop_event_, POLLIN, 0}};
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return Wait::kLate;
    const int ready = poll(looked, heeds_stop ? 2 : 1, static_cast<int>(std::min<long long>(left, 60'000)));
    if (ready < 0 && errno != EINTR) return Wait::kGone;
    if (ready <= 0) continue;
    // What has arrived is still answered.
    if (looked[0].revents != 0) return Wait::kReady;
    if (heeds_stop && looked[1].revents != 0) return Wait::kStopped;
  }
}

bool Connection::fill() {
  if (at_ == input_.size()) {
    input_.clear();
    at_ = 0;
  }
  const auto before = input_.size();
  input_.resize(before + kReceived);
  ssize_t received = 0;
  do {
    received = recv(socket_, input_.data() + before, kReceived, MSG_DONTWAIT);
  } while (received < 0 && errno == EINTR);
  input_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(received, 0)));
  return received > 0;
}

void Connection::begin_head() {
  read_until_ = Clock::now() + settings_.head_time;
  may_read_ = settings_.max_head_bytes;
  was_too_large_ = false;
  was_too_slow_ = false;
}

void Connection::begin_body(std::size_t most) {
  read_until_ = Clock::now() + settings_.body_time;
  // Chunks have their lengths between them: up to as much again for small ones.
  may_read_ = 2 * most + 64;
}

ssize_t Connection::read(char* bytes, size_t size) {
  if (may_read_ == 0) {
    was_too_large_ = true;
    return 0;
  }
  while (!has_input()) {
    // The client may wait for "100 Continue".
    if (!flush()) return -1;
    const auto found = wait_for(POLLIN, read_until_, false);
    if (found == Wait::kLate) was_too_slow_ = true;
    if (found != Wait::kReady || !fill()) return 0;
  }
  const auto taken = std::min({size, input_.size() - at_, may_read_});
  std::copy_n(input_.data() + at_, taken, bytes);
  at_ += taken;
  may_read_ -= taken;
  return static_cast<ssize_t>(taken);
}

ssize_t Connection::write(const char* bytes, size_t size) {
  if (is_broken_) return -1;
  output_.append(bytes, size);
  if (output_.size() > kMostKept && !flush()) return -1;
  return static_cast<ssize_t>(size);
}

bool Connection::flush() {
  const auto until = Clock::now() + settings_.write_time;
  for (std::size_t sent = 0; sent < output_.size() && !is_broken_;) {
    const auto now_sent = send(socket_, output_.data() + sent, output_.size() - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (now_sent > 0) {
      sent += static_cast<std::size_t>(now_sent);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      is_broken_ = wait_for(POLLOUT, until, false) != Wait::kReady;
    } else if (errno != EINTR) {
      is_broken_ = true;
    }
  }
  output_.clear();
  // One large answer is no reason to hold as much for as long as the client stays.
  if (output_.capacity() > kMostKept) output_.shrink_to_fit();
  return !is_broken_;
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  read_address(socket_, getpeername, ip, port);
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  read_address(socket_, getsockname, ip, port);
}

}  // namespace kbsearch::cli::serve
