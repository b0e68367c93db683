// Commands in a program of their own, which stands beside the tool's.
#pragma once

#include <string>
#include <vector>

namespace kbsearch::cli {

/// Lets the program of that name take the place of this process, with these arguments. It stands in the folder of this
/// one, or where the installation puts what only programs run. Throws UsageError if it is not there.
int run_program(const std::string& name, const std::vector<std::string>& arguments);

}  // namespace kbsearch::cli
