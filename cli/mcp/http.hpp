// The Model Context Protocol over HTTP ("Streamable HTTP"), without any type of an HTTP library: a message is POSTed,
// its answer comes back as JSON. There are no streams. A client that takes the session that `initialize` offers can
// cancel a request by another POST; for one that does not, each message stands for itself.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "kbsearch/searcher.hpp"
#include "mcp/http_sessions.hpp"

namespace kbsearch::cli::mcp {

struct HttpRequest {
  std::string_view body;
  std::string content_type = {};      ///< Of the header of that name; empty if there is none. So are these:
  std::string accept = {};            ///< Accept
  std::string protocol_version = {};  ///< MCP-Protocol-Version
  std::string origin = {};            ///< Origin
  std::string session = {};           ///< Mcp-Session-Id
  /// Whether pages of an origin may ask. A page of another site must not read the index through a browser that can.
  std::function<bool(const std::string& origin)> is_allowed_origin = {};
  std::stop_token stop = {};
  std::chrono::milliseconds timeout{10'000};
  bool show_paths = false;  ///< Errors may name files of this machine.
};

struct HttpResponse {
  int status = 200;
  std::string body = {};     ///< JSON, or empty.
  std::string session = {};  ///< To be told as Mcp-Session-Id; empty for none.
  std::string fault = {};    ///< For the log: what errors say that are about files, where the body must not.
};

/// Answers a POST: 200 with the answer, 202 if there is none to give (of a request that was cancelled, too), or an
/// error of the protocol with 400, 403, 404 (there is no such session: begin one anew), 406 or 415. Any thread may call
/// it.
HttpResponse answer_post(const HttpRequest& request, const Searcher& searcher, HttpSessions& sessions);

/// Answers a DELETE, which ends a session: 204, or an error with 400, 403 or 404. Every other method is to be answered
/// 405 with `Allow: DELETE, POST`.
HttpResponse answer_delete(const HttpRequest& request, HttpSessions& sessions);

/// Whether a body asks for nothing: a notification, as of a cancellation, that is not to wait behind searches.
bool is_notification(std::string_view body);

/// Returns the host of an origin as a Host header has it: "localhost:7700" of "http://localhost:7700". Empty if there
/// is none, as of "null".
std::string host_of_origin(std::string_view origin);

}  // namespace kbsearch::cli::mcp
