#include "serve/mcp_mount.hpp"

#include <algorithm>

#include "mcp/http.hpp"

namespace kbsearch::cli::serve {
namespace {

/// Own pages, and those that --cors names.
bool is_allowed_origin(const std::string& origin, const Settings& settings) {
  if (!settings.cors_origin.empty() && (settings.cors_origin == "*" || settings.cors_origin == origin)) return true;
  const auto host = mcp::host_of_origin(origin);
  return !host.empty() && (is_loopback(settings.address) || !settings.hosts.empty()) && is_own_host(host, settings);
}

std::chrono::milliseconds time_left(const Request& request, const Settings& settings) {
  using std::chrono::milliseconds;
  const auto left = request.deadline - std::chrono::steady_clock::now();
  return std::clamp(std::chrono::duration_cast<milliseconds>(left), milliseconds(1), settings.timeout);
}

Response answer(const Request& request, const Searcher& searcher, const Settings& settings) {
  auto answered = mcp::answer_post(
      {.body = request.body,
       .content_type = request.header("Content-Type"),
       .accept = request.header("Accept"),
       .protocol_version = request.header("MCP-Protocol-Version"),
       .origin = request.header("Origin"),
       .is_allowed_origin = [&](const std::string& origin) { return is_allowed_origin(origin, settings); },
       .stop = request.stop,
       .timeout = time_left(request, settings),
       .show_paths = settings.show_paths},
      searcher);
  Response response{.status = answered.status, .body = std::move(answered.body), .fault = std::move(answered.fault)};
  if (response.body.empty()) response.content_type.clear();
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Mount mcp_mount(const Settings& settings) {
  return {.name = "mcp",
          .methods = {"POST"},
          .takes = [](const std::string& path) { return path == "/mcp"; },
          .answer = [settings](const Request& request,
                               const Searcher& searcher) { return answer(request, searcher, settings); }};
}

}  // namespace kbsearch::cli::serve
