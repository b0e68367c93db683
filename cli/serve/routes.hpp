// The routes of /v1 and beside it, as a table: the service, the metrics and the description are made of it.
#pragma once

#include <string>
#include <vector>

#include "serve/handlers.hpp"

namespace kbsearch::cli::serve {

/// What a route is to the service.
enum class RouteKind {
  kRead,   ///< A search, or like one: in a slot, with a tag that says which state of the index it is of.
  kPost,   ///< The same, asked by a body: without a tag.
  kCheap,  ///< Answered by the service itself, without a slot.
  kWrite,  ///< Changes the index: for who has the token.
};

struct Route {
  const char* method;
  const char* path;  ///< "/v1/records/{id}": what stands for {id} may have slashes.
  RouteKind kind;
  const char* summary;
  Response (*handler)(const Context& context, const Request& request, const std::string& id);  ///< Null if kCheap.
};

const std::vector<Route>& routes();

/// Whether the path is the route's; `id` becomes what stands for {id}.
bool fits(const Route& route, const std::string& path, std::string& id);

}  // namespace kbsearch::cli::serve
