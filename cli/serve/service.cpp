#include "serve/service.hpp"

#include <algorithm>

#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"
#include "serve/parameters.hpp"
#include "serve/problem.hpp"

namespace kbsearch::cli::serve {
namespace {

Response search(const Request& request, const Searcher& searcher) {
  auto options = search_options_of(request.parameters);
  const auto query = text_of(request.parameters, "q");
  options.deadline = std::min(options.deadline.value_or(request.deadline), request.deadline);
  options.stop = request.stop;
  return {.body = results_to_json(searcher.search(query, options), query, {.indent = 2}) + '\n'};
}

Response route(const Request& request, const Searcher& searcher, const std::vector<Mount>& mounts) {
  if (request.path == "/v1/search") return search(request, searcher);
  if (request.path == "/healthz") return {.content_type = "text/plain", .body = "ok\n"};
  for (const auto& mount : mounts) {
    if (mount.takes(request.path)) return mount.answer(request, searcher);
  }
  return problem(Refusal{.status = 404, .code = "NOT_FOUND", .detail = "there is nothing at '" + request.path + "'"});
}

}  // namespace

Service::Service(const Settings& settings)
    : settings_(settings),
      searcher_(Searcher::open(settings.db)),
      mounts_(mounts_of(settings)),
      follower_([this](const std::stop_token& stop) { follow_commits(stop); }) {}

Response Service::answer(const Request& request) {
  try {
    return route(request, searcher_, mounts_);
  } catch (const Error& error) {
    return problem(error);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return problem(Refusal{.status = 500, .code = "INTERNAL", .detail = error.what()});
  }
}

void Service::follow_commits(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any asleep;
  std::unique_lock lock(mutex);
  while (!asleep.wait_for(lock, stop, settings_.refresh_every, [&] { return stop.stop_requested(); })) {
    try {
      searcher_.refresh();
    } catch (const std::exception&) {
      // What is shown stays; the next look may succeed.
    }
  }
}

}  // namespace kbsearch::cli::serve
