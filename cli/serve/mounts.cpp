#include "serve/mounts.hpp"

namespace kbsearch::cli::serve {

std::vector<Mount> mounts_of(const Settings& /*settings*/) {
  std::vector<Mount> mounts;
  // mounts.push_back({"page", {"GET"}, [](const std::string& path) { return path == "/"; },
  //                   [](const Request& request, const Searcher& searcher) { ... page::answer(...) ... }});
  return mounts;
}

}  // namespace kbsearch::cli::serve
