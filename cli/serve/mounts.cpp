#include "serve/mounts.hpp"

#include "serve/mcp_mount.hpp"
#include "serve/page_mount.hpp"
#include "serve/workbench_mount.hpp"

namespace kbsearch::cli::serve {

std::vector<Mount> mounts_of(const Settings& settings) {
  std::vector<Mount> mounts;
  mounts.push_back(page_mount());
  mounts.push_back(mcp_mount(settings));
  if (settings.workbench) mounts.push_back(workbench_mount(settings));
  return mounts;
}

}  // namespace kbsearch::cli::serve
