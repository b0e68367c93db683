#pragma once

#include "serve/mounts.hpp"

namespace kbsearch::cli::serve {

/// What a browser shows: `/`, a record's page, the assets.
Mount page_mount();

}  // namespace kbsearch::cli::serve
