// The Model Context Protocol over HTTP ("Streamable HTTP"), without any type of an HTTP library: a message is POSTed,
// its answer comes back as JSON. There are no sessions and no streams: each message stands for itself.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "kbsearch/searcher.hpp"

namespace kbsearch::cli::mcp {

struct HttpRequest {
  std::string_view body;
  std::string content_type = {};      ///< Of the header of that name; empty if there is none. So are these:
  std::string accept = {};            ///< Accept
  std::string protocol_version = {};  ///< MCP-Protocol-Version
  std::string origin = {};            ///< Origin
  /// Whether pages of an origin may ask. A page of another site must not read the index through a browser that can.
  std::function<bool(const std::string& origin)> is_allowed_origin = {};
  std::stop_token stop = {};
  std::chrono::milliseconds timeout{10'000};
  bool show_paths = false;  ///< Errors may name files of this machine.
};

struct HttpResponse {
  int status = 200;
  std::string body = {};   ///< JSON, or empty.
  std::string fault = {};  ///< For the log: what errors say that are about files, where the body must not.
};

/// Answers a POST: 200 with the answer, 202 if there is none to give, or an error of the protocol with 400, 403, 406
/// or 415. Every other method is to be answered 405 with `Allow: POST`. Any thread may call it.
HttpResponse answer_post(const HttpRequest& request, const Searcher& searcher);

/// Returns the host of an origin as a Host header has it: "localhost:7700" of "http://localhost:7700". Empty if there
/// is none, as of "null".
std::string host_of_origin(std::string_view origin);

}  // namespace kbsearch::cli::mcp
