#include "serve/mcp_mount.hpp"

#include <algorithm>
#include <memory>

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

Response answer(const Request& request, const Searcher& searcher, const Settings& settings,
                mcp::HttpSessions& sessions) {
  const mcp::HttpRequest asked{
      .body = request.body,
      .content_type = request.header("Content-Type"),
      .accept = request.header("Accept"),
      .protocol_version = request.header("MCP-Protocol-Version"),
      .origin = request.header("Origin"),
      .session = request.header("Mcp-Session-Id"),
      .is_allowed_origin = [&](const std::string& origin) { return is_allowed_origin(origin, settings); },
      // A client that went cannot ask for its answer again, as there are no streams to resume: nothing is lost.
      .stop = request.stop,
      .timeout = time_left(request, settings),
      .show_paths = settings.show_paths};
  auto answered =
      request.method == "DELETE" ? mcp::answer_delete(asked, sessions) : mcp::answer_post(asked, searcher, sessions);
  Response response{.status = answered.status, .body = std::move(answered.body), .fault = std::move(answered.fault)};
  if (response.body.empty()) response.content_type.clear();
  response.headers.emplace_back("Cache-Control", "no-store");
  if (!answered.session.empty()) response.headers.emplace_back("Mcp-Session-Id", answered.session);
  return response;
}

}  // namespace

Mount mcp_mount(const Settings& settings) {
  const auto sessions = std::make_shared<mcp::HttpSessions>();
  return {.name = "mcp",
          .methods = {"POST", "DELETE"},
          .takes = [](const std::string& path) { return path == "/mcp"; },
          .answer = [settings, sessions](
                        const Request& request,
                        const Searcher& searcher) { return answer(request, searcher, settings, *sessions); },
          .is_cheap =
              [](const Request& request) { return request.method == "DELETE" || mcp::is_notification(request.body); }};
}

}  // namespace kbsearch::cli::serve
