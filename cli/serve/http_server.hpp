// The service on a port. The only place that knows the HTTP library.
#pragma once

#include <memory>
#include <string>

#include "serve/service.hpp"

namespace kbsearch::cli::serve {

class HttpServer {
 public:
  /// Binds the address of its settings; connections wait from now on. Throws Error{kIo} if it cannot. `service` must
  /// outlive it.
  explicit HttpServer(Service& service);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// The port that was bound.
  int port() const;
  /// Answers until stop() is called, and returns when what was under way then is finished.
  void run();
  /// Ends run(). From any thread.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbsearch::cli::serve
