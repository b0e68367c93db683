// Running another program for its output, within limits and without a shell.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace kbsearch::records {

/// Returns the path of the program called `name` in the absolute folders of PATH; empty if there is none.
std::string find_program(const std::string& name);

struct ProgramRun {
  std::string output;
  std::string fault;  ///< What went wrong, as "failed (exit code 1): ..."; empty if nothing did.
};

/// Runs `program`, a path, with nothing on standard input, and waits for its end. Where it passes a limit, it and all
/// that it has started are killed.
ProgramRun run_program(const std::string& program, const std::vector<std::string>& arguments,
                       std::chrono::milliseconds time_limit, std::size_t max_output_bytes);

}  // namespace kbsearch::records
