// Commands in a process of their own.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace kbsearch::cli {

/// Runs a command in a child and returns its exit code. What ends the child by a signal (Xapian gives up when a disk
/// fails at certain moments, libraries do without memory, its checker on damaged files) is told, with what became of
/// the index, and gives kFailure. Ctrl-C and SIGTERM give one line that says what was kept, no parts of a build left
/// behind, and 130 or 143. If no child can be had the command runs here.
int run_apart(const Command& command, const std::vector<std::string>& arguments);

}  // namespace kbsearch::cli
