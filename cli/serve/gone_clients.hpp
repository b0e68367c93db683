// Clients that go before they have their answer: what is under way for them is ended, and a place in the queue is free.
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <stop_token>
#include <thread>

namespace kbsearch::cli::serve {

/// A thread that looks at the connections whose requests are being answered, some twenty times a second. Safe to share
/// between threads.
///
/// A connection that was reset is gone. One whose client has said that it sends no more may be closed, or closed in one
/// direction alone by a client that waits for its answer: these cannot be told apart without sending something. So the
/// client is sent an interim answer, "100 Continue", once: whoever waits passes over it (RFC 9110, 15.2), and the
/// system of whoever is gone answers with a reset. HTTP/1.0 has no interim answers: such a client is not asked.
class GoneClients {
 public:
  GoneClients();
  GoneClients(const GoneClients&) = delete;
  GoneClients& operator=(const GoneClients&) = delete;

  /// While it lasts, a request of the connection `socket` is being answered: nothing else is sent there meanwhile.
  class Watch {
   public:
    Watch(GoneClients& clients, int socket, bool may_be_asked);
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// A stop is requested once the client has gone.
    std::stop_token token() const { return gone_.get_token(); }

   private:
    friend class GoneClients;
    GoneClients& clients_;
    const int socket_;
    bool may_be_asked_;
    std::stop_source gone_;
  };

 private:
  void look_after(const std::stop_token& end);
  void look();

  std::mutex mutex_;
  std::condition_variable_any called_;
  bool is_idle_ = false;
  std::set<Watch*> watches_;
  std::jthread looker_;  // the last: it uses the others
};

}  // namespace kbsearch::cli::serve
