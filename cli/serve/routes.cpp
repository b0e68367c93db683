#include "serve/routes.hpp"

namespace kbsearch::cli::serve {

const std::vector<Route>& routes() {
  static const std::vector<Route> all = {
      {"GET", "/v1/search", RouteKind::kRead, "Asks the index: what `kbsearch QUERY --format json` prints", search},
      {"POST", "/v1/search", RouteKind::kPost, "The same, with options as JSON, or for a batch of queries",
       search_posted},
      {"GET", "/v1/suggest", RouteKind::kRead, "Completes what is being typed", suggest},
      {"GET", "/v1/records/{id}", RouteKind::kRead, "A record as it was given", show},
      {"GET", "/v1/similar/{id}", RouteKind::kRead, "The records most like one", similar},
      {"GET", "/v1/explain", RouteKind::kRead, "Why records score what they do", explain},
      {"GET", "/v1/facets", RouteKind::kRead, "Counts of values, of what matches or of all records", facets},
      {"GET", "/v1/stats", RouteKind::kRead, "What the index holds, as numbers", statistics},
      {"PUT", "/v1/records/{id}", RouteKind::kWrite, "Adds a record, or replaces it", put_record},
      {"DELETE", "/v1/records/{id}", RouteKind::kWrite, "Removes a record", delete_record},
      {"POST", "/v1/records", RouteKind::kWrite, "Adds or replaces records, one a line, as one commit", load_records},
      {"GET", "/healthz", RouteKind::kCheap, "Whether the process answers", nullptr},
      {"GET", "/readyz", RouteKind::kCheap, "Whether it is to be asked: the index is readable, no end is near",
       nullptr},
      {"GET", "/metrics", RouteKind::kCheap, "Counters and times for Prometheus", nullptr},
      {"GET", "/openapi.json", RouteKind::kCheap, "This description", nullptr},
  };
  return all;
}

bool fits(const Route& route, const std::string& path, std::string& id) {
  const std::string own = route.path;
  const auto open = own.find('{');
  if (open == own.npos) return path == own;
  if (path.size() <= open || path.compare(0, open, own, 0, open) != 0) return false;
  id = path.substr(open);
  return true;
}

}  // namespace kbsearch::cli::serve
