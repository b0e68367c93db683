// `kbsearch serve`, from its options to its end.
#pragma once

#include "arguments.hpp"

namespace kbsearch::cli::serve {

/// Serves until SIGINT or SIGTERM comes. Returns the exit code. Throws Error, UsageError.
int run(const po::variables_map& values);

}  // namespace kbsearch::cli::serve
