#include "serve/http_server.hpp"

#include <httplib.h>

#include "kbsearch/error.hpp"

namespace kbsearch::cli::serve {
namespace {

Request request_of(const httplib::Request& given) {
  Request request{.method = given.method, .path = given.path};
  request.parameters.insert(given.params.begin(), given.params.end());
  request.headers.insert(given.headers.begin(), given.headers.end());
  request.body = given.body;
  request.peer = given.remote_addr;
  return request;
}

void write(Response&& response, httplib::Response& out) {
  out.status = response.status;
  for (const auto& [name, value] : response.headers) out.set_header(name, value);
  out.set_content(response.body, response.content_type);
}

}  // namespace

struct HttpServer::Impl {
  httplib::Server server;
  int port = 0;
};

HttpServer::HttpServer(const Settings& settings, Service& service) : impl_(std::make_unique<Impl>()) {
  auto& server = impl_->server;
  const auto answer = [&service](const httplib::Request& request, httplib::Response& response) {
    write(service.answer(request_of(request)), response);
  };
  server.set_tcp_nodelay(true);
  server.set_pre_routing_handler([answer](const httplib::Request& request, httplib::Response& response) {
    if (request.method != "GET" && request.method != "HEAD") return httplib::Server::HandlerResponse::Unhandled;
    answer(request, response);
    return httplib::Server::HandlerResponse::Handled;
  });
  server.Post("/mcp", answer);
  const bool is_bound = settings.port == 0
                            ? (impl_->port = server.bind_to_any_port(settings.address)) > 0
                            : (impl_->port = settings.port, server.bind_to_port(settings.address, settings.port));
  if (!is_bound) {
    throw kbsearch::Error(ErrorCode::kIo, "cannot listen on " + settings.address + ":" + std::to_string(settings.port));
  }
}

HttpServer::~HttpServer() = default;
int HttpServer::port() const { return impl_->port; }
void HttpServer::run() { impl_->server.listen_after_bind(); }
void HttpServer::stop() { impl_->server.stop(); }

}  // namespace kbsearch::cli::serve
