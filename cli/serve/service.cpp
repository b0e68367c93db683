#include "serve/service.hpp"

#include <algorithm>
#include <condition_variable>
#include <set>

#include "kbsearch/error.hpp"
#include "serve/compression.hpp"
#include "serve/openapi.hpp"
#include "serve/problem.hpp"

namespace kbsearch::cli::serve {
namespace {

using Clock = std::chrono::steady_clock;

/// In the same time for each guess of the same length.
bool is_same_secret(const std::string& a, const std::string& b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && !b.empty(); ++i) {
    difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i % b.size()]);
  }
  return difference == 0;
}

bool is_read(const std::string& method) { return method == "GET" || method == "HEAD"; }

std::string joined(const std::set<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Refusal overloaded() {
  return {.status = 503,
          .code = "OVERLOADED",
          .detail = "too many searches are under way",
          .remedy = "try again after a second"};
}

Refusal gone() { return {.status = 499, .code = "CLIENT_GONE", .detail = "the client has gone"}; }

}  // namespace

/// What a request is for: a route, or a part that is mounted; neither, if there is none.
struct Service::Found {
  const Route* route = nullptr;
  const Mount* mount = nullptr;
  std::string id = {};
  std::set<std::string> methods = {};  ///< Of its path.
  std::set<std::string> offered = {};  ///< Of them, those that pages of the origin that is named may use.

  std::string name() const { return route != nullptr ? route->path : mount != nullptr ? mount->name : "none"; }
};

Service::Service(const Settings& settings)
    : settings_(settings),
      searcher_(Searcher::open(settings.db)),
      revision_(settings, searcher_),
      mounts_(mounts_of(settings)),
      writing_(1, settings.max_waiting),
      context_{settings_, searcher_, revision_, statistics_, writing_},
      slots_(settings.max_searches > 0 ? settings.max_searches : std::max(1u, std::thread::hardware_concurrency()),
             settings.max_waiting),
      log_(settings.access_log, settings.log_queries),
      follower_([this](const std::stop_token& stop) { follow_commits(stop); }) {}

Service::Found Service::find(const std::string& method, const std::string& path) const {
  Found found;
  const auto wanted = method == "HEAD" ? "GET" : method;
  for (const auto& route : routes()) {
    std::string id;
    if (!fits(route, path, id)) continue;
    if (route.kind == RouteKind::kWrite && !settings_.writable) continue;
    found.methods.insert(route.method);
    if (route.kind != RouteKind::kWrite) found.offered.insert(route.method);
    if (wanted != route.method) continue;
    found.route = &route;
    found.id = id;
  }
  if (found.methods.empty()) {
    for (const auto& mount : mounts_) {
      if (!mount.takes(path)) continue;
      found.methods.insert(mount.methods.begin(), mount.methods.end());
      found.offered = found.methods;
      if (found.methods.contains(wanted)) found.mount = &mount;
      break;
    }
  }
  for (auto* methods : {&found.methods, &found.offered}) {
    if (methods->contains("GET")) methods->insert("HEAD");
  }
  return found;
}

std::size_t Service::max_body_bytes(const Request& head) const {
  const auto found = find(head.method, head.path);
  if (refusal_of(head, found) || is_read(head.method) || head.method == "DELETE") return 0;
  if (found.route == nullptr || found.route->kind != RouteKind::kWrite) return settings_.max_body_bytes;
  return may_write(head) ? settings_.max_load_bytes : 0;
}

Response Service::answer(const Request& request) {
  const auto start = Clock::now();
  const auto found = find(request.method, request.path);
  Response response;
  try {
    response = routed(request, found);
    if (response.status == 200) compress(request, response);
  } catch (const Error& error) {
    response = problem(error, settings_);
  } catch (const Refused& refused) {
    response = problem(refused.refusal);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    response = problem(Refusal{
        .status = 500, .code = "INTERNAL", .detail = settings_.show_paths ? error.what() : "the service failed"});
    response.fault = error.what();
  }
  if (request.stop.stop_requested()) {
    // Whatever came of it, nobody takes it.
    auto fault = std::move(response.fault);
    response = problem(gone());
    response.fault = std::move(fault);
  }
  if (response.status == 503 || response.status == 409) response.headers.emplace_back("Retry-After", "1");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  add_cors(request, found, response);
  const auto took = Clock::now() - start;
  metrics_.count_request(found.name(), found.methods.empty() ? "none" : request.method, response.status, took);
  log_.write(request, response, took);
  return response;
}

void Service::note(const Request& request, const Response& response) {
  metrics_.count_request("none", "none", response.status, {});
  log_.write(request, response, {});
}

std::optional<Refusal> Service::refusal_of(const Request& request, const Found& found) const {
  if (!is_own_host(request.header("Host"), settings_)) {
    return Refusal{.status = 421,
                   .code = "FOREIGN_HOST",
                   .detail = "the request is addressed to '" + request.header("Host") + "'",
                   .subject = "Host",
                   .remedy = "name it with --host, if this service answers for it"};
  }
  if (found.methods.empty()) {
    return Refusal{.status = 404, .code = "NOT_FOUND", .detail = "there is nothing at '" + request.path + "'"};
  }
  if (found.route == nullptr && found.mount == nullptr) {
    return Refusal{.status = 405,
                   .code = "METHOD_NOT_ALLOWED",
                   .detail = request.method + " is not for '" + request.path + "': " + joined(found.methods)};
  }
  return std::nullopt;
}

Response Service::routed(const Request& request, const Found& found) {
  const bool is_preflight = request.method == "OPTIONS" && !settings_.cors_origin.empty() && !found.methods.empty();
  if (is_preflight) return {.status = 204, .content_type = {}, .headers = {{"Allow", joined(found.methods)}}};
  if (const auto refusal = refusal_of(request, found)) {
    auto response = problem(*refusal);
    if (refusal->status == 405) response.headers.emplace_back("Allow", joined(found.methods));
    return response;
  }
  if (found.mount != nullptr) {
    const bool is_cheap = found.mount->is_cheap && found.mount->is_cheap(request);
    return is_cheap ? found.mount->answer(request, searcher_) : in_slot(request, found);
  }
  const auto& route = *found.route;
  switch (route.kind) {
    case RouteKind::kCheap:
      return own_answer(request, route);
    case RouteKind::kWrite:
      if (!may_write(request)) {
        auto response = problem(Refusal{.status = 401,
                                        .code = "UNAUTHORIZED",
                                        .detail = "writing takes the token of this service",
                                        .remedy = "send it as: Authorization: Bearer TOKEN"});
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return response;
      }
      return route.handler(context_, request, found.id);
    case RouteKind::kPost:
      return in_slot(request, found);
    case RouteKind::kRead:
      break;
  }
  // Taken before the search: what changes in between is of a later state, and its tag another.
  const auto tag = revision_.tag_of(request);
  if (Revision::is_known(request, tag)) {
    return {.status = 304, .content_type = {}, .headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}}};
  }
  auto response = in_slot(request, found);
  if (response.status == 200) {
    response.headers.emplace_back("ETag", tag);
    response.headers.emplace_back("Cache-Control", "no-cache");
  }
  return response;
}

Response Service::in_slot(const Request& request, const Found& found) {
  const auto slot = slots_.take(request.deadline, request.stop);
  if (!slot) {
    if (request.stop.stop_requested()) throw Refused{gone()};
    ++metrics_.searches_refused;
    std::this_thread::sleep_for(settings_.refusal_pause);
    throw Refused{overloaded()};
  }
  if (found.mount != nullptr) return found.mount->answer(request, searcher_);
  return found.route->handler(context_, request, found.id);
}

Response Service::own_answer(const Request& request, const Route& route) {
  const std::string path = route.path;
  const Response plain{.content_type = "text/plain; charset=utf-8", .headers = {{"Cache-Control", "no-store"}}};
  auto response = plain;
  if (path == "/healthz") {
    response.body = "ok\n";
  } else if (path == "/readyz") {
    if (is_retired_ || is_behind_) {
      return problem(Refusal{.status = 503,
                             .code = "NOT_READY",
                             .detail = is_retired_ ? "the service is about to end" : "the index cannot be read"});
    }
    response.body = "ready\n";
  } else if (path == "/metrics") {
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = metrics_.text({slots_.running(), slots_.waiting(), revision_.text()});
  } else {
    response.content_type = "application/json";
    response.body = openapi_json(settings_);
  }
  static_cast<void>(request);
  return response;
}

bool Service::may_write(const Request& request) const {
  constexpr std::string_view kScheme = "Bearer ";
  const auto given = request.header("Authorization");
  return given.starts_with(kScheme) && !settings_.token.empty() &&
         is_same_secret(given.substr(kScheme.size()), settings_.token);
}

void Service::add_cors(const Request& request, const Found& found, Response& response) const {
  if (settings_.cors_origin.empty()) return;
  auto& headers = response.headers;
  headers.emplace_back("Access-Control-Allow-Origin", settings_.cors_origin);
  headers.emplace_back("Access-Control-Expose-Headers", "ETag, Retry-After, Mcp-Session-Id");
  if (settings_.cors_origin != "*") headers.emplace_back("Vary", "Origin");
  if (request.method != "OPTIONS") return;
  // No page of another site is to write: Authorization is not among the headers.
  headers.emplace_back("Access-Control-Allow-Methods", joined(found.offered));
  headers.emplace_back("Access-Control-Allow-Headers",
                       "Content-Type, If-None-Match, Mcp-Session-Id, MCP-Protocol-Version");
  headers.emplace_back("Access-Control-Max-Age", "600");
}

void Service::follow_commits(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any asleep;
  std::unique_lock lock(mutex);
  while (!asleep.wait_for(lock, stop, settings_.refresh_every, [&] { return stop.stop_requested(); })) {
    try {
      if (revision_.follow(searcher_)) ++metrics_.reloads;
      is_behind_ = false;
    } catch (const std::exception&) {
      // What is shown stays, as long as its files can be read; the next look may succeed.
      ++metrics_.reload_failures;
      is_behind_ = true;
    }
  }
}

}  // namespace kbsearch::cli::serve
