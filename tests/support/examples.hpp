// Examples of the documentation are run, and what is shown of their output is compared with what they print.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {

/// A directory with the files that examples name, and an index of the sample, `kb`.
class ExamplePlace {
 public:
  ExamplePlace();

  const std::filesystem::path& path() const { return directory_.path(); }
  /// Runs a line as bash does, with the tool in its path and KBSEARCH_DB set to the index.
  ToolRun run(const std::string& line) const;

 private:
  const TemporaryDirectory directory_;
};

/// Expects that `printed` begins with the lines of `shown`. Three dots in a line stand for anything, a line of three
/// dots for any number of lines; times and rates, which differ, count as alike.
void expect_shown(const std::string& printed, const std::vector<std::string>& shown);

/// In single quotes, for a shell.
std::string quoted(const std::filesystem::path& path);

}  // namespace kbsearch::test
