// The description of the service (OpenAPI 3.1), made of the table of routes.
#pragma once

#include <string>

#include "serve/settings.hpp"

namespace kbsearch::cli::serve {

/// Routes that write are told where the service is writable.
std::string openapi_json(const Settings& settings);

}  // namespace kbsearch::cli::serve
