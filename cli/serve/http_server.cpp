#include "serve/http_server.hpp"

#include <httplib.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "kbsearch/error.hpp"
#include "serve/connection.hpp"
#include "serve/connection_threads.hpp"
#include "serve/exchange.hpp"
#include "serve/gone_clients.hpp"

namespace kbsearch::cli::serve {
namespace {

// What waits for accept(); the library's own is 5, of which a burst of clients loses some.
constexpr int kBacklog = 512;
// How soon the end is noticed where no client comes.
constexpr std::chrono::milliseconds kLook{50};

/// Of the thread that is at it: the library's handlers are not told whose request they get.
thread_local Exchange* exchange_of_thread = nullptr;
/// Set around a connection that there is no thread for.
thread_local bool is_refusing = false;

/// Lets what was sent arrive: closing a socket with something left to read takes back what was written.
void close_after_reading(int socket) {
  constexpr std::chrono::milliseconds kMost{500};
  constexpr std::size_t kMostBytes = 16u << 20;
  shutdown(socket, SHUT_WR);
  char thrown_away[16u << 10];
  const auto end = Connection::Clock::now() + kMost;
  for (std::size_t read = 0; read < kMostBytes && Connection::Clock::now() < end;) {
    pollfd looked{socket, POLLIN, 0};
    if (poll(&looked, 1, 50) < 0) break;
    const auto received = recv(socket, thrown_away, sizeof thrown_away, MSG_DONTWAIT);
    if (received == 0 || (received < 0 && errno != EAGAIN && errno != EINTR)) break;
    read += static_cast<std::size_t>(std::max<ssize_t>(received, 0));
  }
  close(socket);
}

std::string too_many_connections() {
  const auto answer = problem(Refusal{.status = 503,
                                      .code = "OVERLOADED",
                                      .detail = "too many connections are open",
                                      .remedy = "try again after a second"});
  return "HTTP/1.1 503 Service Unavailable\r\nContent-Type: " + answer.content_type +
         "\r\nContent-Length: " + std::to_string(answer.body.size()) +
         "\r\nRetry-After: 1\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n" + answer.body;
}

}  // namespace

class BoundedServer : public httplib::Server {
 public:
  BoundedServer(const Settings& settings, Service& service)
      : settings_(settings), service_(service), stop_event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    set_tcp_nodelay(true);
    set_idle_interval(kLook);
    set_pre_routing_handler([](const httplib::Request&, httplib::Response& response) {
      return exchange_of_thread->answer_or_go_on(response);
    });
    const auto with_body = [](const httplib::Request&, httplib::Response& response,
                              const httplib::ContentReader& reader) {
      exchange_of_thread->read_body_and_answer(response, reader);
    };
    Post("/", with_body);
    Put("/", with_body);
    set_expect_100_continue_handler([](const httplib::Request&, httplib::Response& response) {
      return exchange_of_thread->may_send_body(response);
    });
    set_error_handler(HandlerWithResponse([](const httplib::Request&, httplib::Response& response) {
      exchange_of_thread->answer_fault(response);
      return HandlerResponse::Handled;
    }));
    set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) { response.status = 500; });
    set_post_routing_handler(
        [](const httplib::Request&, httplib::Response& response) { exchange_of_thread->finish(response); });
    new_task_queue = [this] {
      return new ConnectionThreads(
          settings_.max_connections,
          [](const std::function<void()>& task) {
            is_refusing = true;
            task();
            is_refusing = false;
          },
          [this] {
            if (is_stopping_) stop();
          });
    };
  }

  ~BoundedServer() override { close(stop_event_); }

  int bind() {
    int socket = -1;
    // Not SO_REUSEPORT, the library's choice: a second service on the same port would go unnoticed.
    set_socket_options([&socket](socket_t made) {
      const int yes = 1;
      setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
      socket = made;
    });
    errno = 0;
    int port = settings_.port;
    const bool is_bound =
        port == 0 ? (port = bind_to_any_port(settings_.address)) > 0 : bind_to_port(settings_.address, port);
    if (!is_bound) {
      throw kbsearch::Error(ErrorCode::kIo,
                            "cannot listen on " + settings_.address + " port " + std::to_string(settings_.port) + ": " +
                                std::strerror(errno != 0 ? errno : EADDRNOTAVAIL),
                            settings_.address);
    }
    ::listen(socket, kBacklog);
    return port;
  }

  void end() {
    is_stopping_ = true;
    const std::uint64_t one = 1;
    static_cast<void>(!::write(stop_event_, &one, sizeof one));
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    if (is_refusing) {
      refuse(socket);
      return false;
    }
    auto& metrics = service_.metrics();
    ++metrics.connections;
    ++metrics.connections_open;
    try {
      converse(socket);
    } catch (const std::exception&) {
      // Memory ran out: this connection ends, and the others go on.
    }
    close_after_reading(socket);
    --metrics.connections_open;
    return true;
  }

  void refuse(socket_t socket) {
    ++service_.metrics().connections_refused;
    static const auto answer = too_many_connections();
    // By the thread that accepts: without waiting for anything.
    send(socket, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    char thrown_away[4'096];
    recv(socket, thrown_away, sizeof thrown_away, MSG_DONTWAIT);
    shutdown(socket, SHUT_WR);
    close(socket);
  }

  void converse(socket_t socket) {
    Connection connection(socket, stop_event_, settings_);
    const auto is_crowded = [&] {
      return service_.metrics().connections_open > settings_.max_connections - settings_.max_connections / 4;
    };
    for (std::size_t requests = 1; connection.await_request(is_crowded); ++requests) {
      Exchange exchange(connection, service_, clients_);
      exchange_of_thread = &exchange;
      connection.begin_head();
      const bool is_last = requests >= settings_.max_requests || is_stopping_;
      bool is_closed = false;
      const bool is_answered =
          process_request(connection, is_last, is_closed, [&](httplib::Request& head) { exchange.take_head(head); });
      exchange_of_thread = nullptr;
      if (!connection.flush() || !is_answered || is_closed || is_last || exchange.must_close()) break;
    }
  }

  const Settings& settings_;
  Service& service_;
  const int stop_event_;
  GoneClients clients_;
  std::atomic<bool> is_stopping_{false};
};

struct HttpServer::Impl {
  Impl(Service& service) : server(service.settings(), service), port(server.bind()) {}
  BoundedServer server;
  int port;
};

HttpServer::HttpServer(Service& service) : impl_(std::make_unique<Impl>(service)) {}
HttpServer::~HttpServer() = default;
int HttpServer::port() const { return impl_->port; }
void HttpServer::run() { impl_->server.listen_after_bind(); }
void HttpServer::stop() { impl_->server.end(); }

}  // namespace kbsearch::cli::serve
