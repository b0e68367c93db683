#include "serve/gone_clients.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <string_view>
#include <vector>

namespace kbsearch::cli::serve {

GoneClients::GoneClients() : looker_([this](const std::stop_token& end) { look_after(end); }) {}

GoneClients::Watch::Watch(GoneClients& clients, int socket, bool may_be_asked)
    : clients_(clients), socket_(socket), may_be_asked_(may_be_asked) {
  const std::lock_guard lock(clients_.mutex_);
  clients_.watches_.insert(this);
  if (clients_.is_idle_) clients_.called_.notify_one();
}

GoneClients::Watch::~Watch() {
  const std::lock_guard lock(clients_.mutex_);
  clients_.watches_.erase(this);
}

void GoneClients::look_after(const std::stop_token& end) {
  constexpr std::chrono::milliseconds kPause{50};
  std::unique_lock lock(mutex_);
  while (!end.stop_requested()) {
    if (watches_.empty()) {
      is_idle_ = true;
      called_.wait(lock, end, [&] { return !watches_.empty(); });
      is_idle_ = false;
    }
    // Most answers are there before anybody looks.
    called_.wait_for(lock, end, kPause, [] { return false; });
    look();
  }
}

void GoneClients::look() {
  std::vector<Watch*> watches(watches_.begin(), watches_.end());
  std::vector<pollfd> looked;
  for (const auto* watch : watches) looked.push_back({watch->socket_, POLLRDHUP, 0});
  if (poll(looked.data(), looked.size(), 0) <= 0) return;
  for (std::size_t i = 0; i < watches.size(); ++i) {
    auto& watch = *watches[i];
    if ((looked[i].revents & (POLLHUP | POLLERR)) != 0) {
      watch.gone_.request_stop();
    } else if ((looked[i].revents & POLLRDHUP) != 0 && watch.may_be_asked_) {
      constexpr std::string_view kInterim = "HTTP/1.1 100 Continue\r\n\r\n";
      watch.may_be_asked_ = false;
      const auto sent = send(watch.socket_, kInterim.data(), kInterim.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      // A client that took a part of it alone would read the answer behind that part.
      const bool is_cut = sent > 0 && static_cast<std::size_t>(sent) != kInterim.size();
      if (is_cut || (sent < 0 && (errno == EPIPE || errno == ECONNRESET))) watch.gone_.request_stop();
    }
  }
}

}  // namespace kbsearch::cli::serve
