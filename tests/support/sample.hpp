// Indexes to test on: the sample knowledge base of the repository, and small ones made of JSON lines.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "kbsearch/index_writer.hpp"

namespace kbsearch::test {

/// A directory of its own, removed at the end of the test.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Loads JSON lines into the index at `index`.
LoadReport load_lines(const std::filesystem::path& index, const std::string& lines,
                      const LoadOptions& options = {.jobs = 1});

/// Path of a file of corpus/sample.
std::filesystem::path sample_file(const std::string& name);

/// The sample's index, built once a process.
const std::filesystem::path& sample_index();

/// The sample's judged queries: id and text.
std::vector<std::pair<std::string, std::string>> sample_queries();

}  // namespace kbsearch::test
