#include "support/sample.hpp"

#include <stdlib.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace kbsearch::test {

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "kbsearch-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary directory");
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

LoadReport load_lines(const std::filesystem::path& index, const std::string& lines, const LoadOptions& options) {
  std::istringstream input(lines);
  auto reader = RecordReader::from_stream(input, "test lines", {.format = RecordFormat::kJsonLines});
  return load(index, reader, options);
}

std::filesystem::path sample_file(const std::string& name) {
  return std::filesystem::path(KBSEARCH_SOURCE_DIR) / "corpus/sample" / name;
}

const std::filesystem::path& sample_index() {
  static const TemporaryDirectory directory;
  static const std::filesystem::path index = [] {
    auto path = directory / "sample.index";
    auto reader = RecordReader::open({sample_file("records.jsonl").string()});
    static_cast<void>(load(path, reader, {.jobs = 2}));
    return path;
  }();
  return index;
}

std::vector<std::pair<std::string, std::string>> sample_queries() {
  std::ifstream file(sample_file("queries.tsv"));
  std::vector<std::pair<std::string, std::string>> queries;
  for (std::string line; std::getline(file, line);) {
    const auto tab = line.find('\t');
    if (tab != line.npos) queries.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  if (queries.empty()) throw std::runtime_error("the sample's queries are missing");
  return queries;
}

}  // namespace kbsearch::test
