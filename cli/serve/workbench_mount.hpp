// The workbench as a part of the service.
#pragma once

#include "serve/mounts.hpp"
#include "serve/settings.hpp"

namespace kbsearch::cli::serve {

/// Opens what is compared with. Throws Error, UsageError.
Mount workbench_mount(const Settings& settings);

}  // namespace kbsearch::cli::serve
