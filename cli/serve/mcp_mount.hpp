// Wires the Model Context Protocol (mcp/http.hpp) into the service.
#pragma once

#include "serve/mounts.hpp"

namespace kbsearch::cli::serve {

/// Answers POST /mcp.
Mount mcp_mount(const Settings& settings);

}  // namespace kbsearch::cli::serve
