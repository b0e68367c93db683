#include "serve/mounts.hpp"

#include "serve/workbench_mount.hpp"

namespace kbsearch::cli::serve {

std::vector<Mount> mounts_of(const Settings& settings) {
  std::vector<Mount> mounts;
  // mounts.push_back({"page", {"GET"}, [](const std::string& path) { return path == "/"; },
  //                   [](const Request& request, const Searcher& searcher) { ... page::answer(...) ... }});
  if (settings.workbench) mounts.push_back(workbench_mount(settings));
  return mounts;
}

}  // namespace kbsearch::cli::serve
