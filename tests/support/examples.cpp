#include "support/examples.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "support/files.hpp"

namespace kbsearch::test {
namespace {

namespace fs = std::filesystem;

std::string first_lines(const fs::path& path, int count) {
  std::ifstream file(path);
  std::string text;
  for (std::string line; count > 0 && std::getline(file, line); --count) text += line + "\n";
  return text;
}

std::string without_times(const std::string& text) {
  return std::regex_replace(std::regex_replace(text, std::regex("[0-9.]+ (ms|s|MB/s)\\b"), "# $1"),
                            std::regex("\"took_us\": ?[0-9]+"), "\"took_us\":#");
}

bool is_as_shown(const std::string& line, const std::string& shown) {
  std::size_t at = 0;
  for (std::size_t begin = 0;;) {
    const auto end = std::min(shown.find("...", begin), shown.size());
    const auto found = line.find(shown.substr(begin, end - begin), at);
    if (found == line.npos || (begin == 0 && found != 0)) return false;
    at = found + end - begin;
    if (end == shown.size()) return at == line.size();
    begin = end + 3;
    if (begin == shown.size()) return true;
  }
}

}  // namespace

std::string quoted(const fs::path& path) { return '\'' + path.string() + '\''; }

ExamplePlace::ExamplePlace() {
  fs::create_directory_symlink(fs::path(KBSEARCH_SOURCE_DIR) / "corpus", directory_ / "corpus");
  fs::copy_file(sample_file("records.jsonl"), directory_ / "records.jsonl");
  fs::create_directory(directory_ / "pages");
  write_bytes(directory_ / "pages/page.md", "---\ntitle: A page\n---\nOf pages and notes.\n");
  fs::copy_file(sample_file("queries.tsv"), directory_ / "claims.tsv");
  fs::copy_file(sample_file("queries.tsv"), directory_ / "queries.tsv");
  // Few of the judged queries: `tune` tries many profiles on them.
  write_bytes(directory_ / "q.tsv", first_lines(sample_file("queries.tsv"), 6));
  fs::copy_file(sample_file("qrels.txt"), directory_ / "r.txt");
  write_bytes(directory_ / "rules.txt", "chips, semiconductors\n");
  fs::copy(sample_index(), directory_ / "kb", fs::copy_options::recursive);
  fs::copy(sample_index(), directory_ / "new.index", fs::copy_options::recursive);
}

ToolRun ExamplePlace::run(const std::string& line) const {
  const auto script = directory_ / ".script";
  write_bytes(script, "cd " + quoted(directory_.path()) +
                          " && export KBSEARCH_DB=kb PATH=" + quoted(fs::path(KBSEARCH_TOOL).parent_path()) +
                          ":$PATH && {\n" + line + "\n} >.out 2>.err\n");
  const int status = std::system(("bash --norc " + quoted(script)).c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_bytes(directory_ / ".out"),
          read_bytes(directory_ / ".err")};
}

void expect_shown(const std::string& printed, const std::vector<std::string>& shown) {
  std::istringstream lines(without_times(printed));
  bool may_skip = false;
  for (const auto& wanted : shown) {
    if (wanted.find_first_not_of(' ') != wanted.npos && wanted.substr(wanted.find_first_not_of(' ')) == "...") {
      may_skip = true;
      continue;
    }
    std::string line;
    bool is_found = false;
    while (!is_found && std::getline(lines, line)) {
      is_found = is_as_shown(line, without_times(wanted));
      if (!is_found && !may_skip && !line.empty()) break;
    }
    EXPECT_TRUE(is_found) << "shown:   " << wanted << "\nprinted: " << line << "\nof:\n" << printed;
    if (!is_found) return;
    may_skip = false;
  }
}

}  // namespace kbsearch::test
