// The service in this process on a free port, and a client that sends what it is told, byte by byte if need be.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>

#include "serve/http_server.hpp"
#include "serve/service.hpp"

namespace kbsearch::test {

struct HttpAnswer {
  int status = 0;                              ///< 0: none came, or it was not whole.
  std::map<std::string, std::string> headers;  ///< Names in small letters; of equal names the last.
  std::string body;
  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

/// A connection of a client. Reads time out after ten seconds.
class HttpClient {
 public:
  explicit HttpClient(int port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  bool send(const std::string& bytes) const;
  /// Says that nothing more will be sent.
  void end() const;
  /// Goes, at once.
  void reset();
  /// Reads one answer; of HEAD without a body.
  HttpAnswer answer(bool is_head = false);
  /// All that comes until the other side closes.
  std::string rest();
  /// Whether the other side has closed, waiting for it up to ten seconds.
  bool is_closed();

 private:
  bool fill();
  int socket_ = -1;
  std::string input_;
};

/// The head of a request, and its body. `headers` are lines that end in CRLF.
std::string http_request(const std::string& method, const std::string& target, const std::string& headers = "",
                         const std::string& body = "");

/// Text as part of an address.
std::string percent_encoded(const std::string& text);

/// A port that nobody listened on a moment ago.
int free_port();

/// Settings of a test: the sample's index, any free port.
cli::serve::Settings test_settings();

class RunningService {
 public:
  explicit RunningService(const cli::serve::Settings& settings = test_settings());
  ~RunningService();
  RunningService(const RunningService&) = delete;
  RunningService& operator=(const RunningService&) = delete;

  int port() const { return server_.port(); }
  cli::serve::Service& service() { return service_; }
  void stop();

  /// One request on a connection of its own.
  HttpAnswer get(const std::string& target, const std::string& headers = "") const;
  HttpAnswer ask(const std::string& method, const std::string& target, const std::string& headers = "",
                 const std::string& body = "") const;

 private:
  cli::serve::Service service_;
  cli::serve::HttpServer server_;
  std::thread thread_;
};

}  // namespace kbsearch::test
