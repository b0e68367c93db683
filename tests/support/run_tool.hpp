// Runs the tool as a person or a script would.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kbsearch::test {

struct ToolRun {
  int exit_code = -1;
  std::string out;
  std::string err;
};

struct ToolLimits {
  std::size_t max_file_bytes = 0;             ///< No file may grow beyond this; 0 for no limit.
  std::vector<std::string> environment = {};  ///< NAME=VALUE, beside what the test itself has.
};

/// Runs `kbsearch` with the arguments, `input` on standard input, and waits for it.
ToolRun run_tool(const std::vector<std::string>& arguments, const std::string& input = "",
                 const ToolLimits& limits = {});

/// Starts it without waiting; returns its process id. Output is thrown away.
int start_tool(const std::vector<std::string>& arguments);

}  // namespace kbsearch::test
