// Runs the tool as a person or a script would.
#pragma once

#include <cstddef>
#include <memory>
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
  std::string output_file = {};               ///< Where standard output goes, as /dev/full; empty: it is captured.
  std::string errors_file = {};               ///< The same for standard error.
  std::vector<std::string> environment = {};  ///< NAME=VALUE, beside what the test itself has.
};

/// Runs `kbsearch` with the arguments, `input` on standard input, and waits for it.
ToolRun run_tool(const std::vector<std::string>& arguments, const std::string& input = "",
                 const ToolLimits& limits = {});

struct TerminalSettings {
  unsigned short columns = 100;
  unsigned short rows = 24;
  std::vector<std::string> environment = {};  ///< NAME=VALUE, beside what the test itself has and no pager.
  bool input_too = false;                     ///< Standard input is a terminal as well.
};

/// Runs it on a terminal: standard output and standard error are one each. Their bytes come back as they were written.
ToolRun run_tool_on_terminal(const std::vector<std::string>& arguments, const std::string& input = "",
                             const TerminalSettings& settings = {});

/// The tool while it runs. Its standard input stays open.
class RunningTool {
 public:
  explicit RunningTool(const std::vector<std::string>& arguments);
  ~RunningTool();
  RunningTool(const RunningTool&) = delete;
  RunningTool& operator=(const RunningTool&) = delete;

  void write(const std::string& input) const;
  void send(int signal) const;
  /// Waits for its end. Its exit code is as a shell gives it: 128 and the signal that ended it.
  ToolRun finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Starts it without waiting; returns its process id. Output is thrown away.
int start_tool(const std::vector<std::string>& arguments);

}  // namespace kbsearch::test
