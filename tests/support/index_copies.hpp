// An index to be copied, and what is asked of copies.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/searcher.hpp"
#include "support/files.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {

namespace fs = std::filesystem;

/// `count` records, all of which say which state they are of.
inline std::string lines(int state, int count = 40) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    all +=
        R"({"id":"r)" + std::to_string(i) + R"(","title":"heat of state)" + std::to_string(state) + R"(","content":")";
    for (int word = 0; word < 40; ++word) all += "word" + std::to_string((i * 31 + word * 7 + state) % 900) + ' ';
    all += "\"}\n";
  }
  return all;
}

inline std::map<std::string, std::string> contents_of(const fs::path& index) {
  std::map<std::string, std::string> contents;
  Searcher::open(index).for_each_record([&](const Record& record) { contents[record.id] = record.json; });
  return contents;
}

inline std::map<std::string, std::string> files_of(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    const auto name = fs::relative(entry.path(), directory).string();
    if (entry.is_regular_file()) files[name] = read_bytes(entry.path());
  }
  return files;
}

inline std::optional<Error> error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

/// An index of one commit, and room for copies.
class IndexCopies : public ::testing::Test {
 protected:
  IndexCopies() { load_lines(index_, lines(1)); }

  void expect_whole(const fs::path& copy) {
    const auto report = check_index(copy);
    EXPECT_EQ(report.problems, std::vector<std::string>());
    EXPECT_TRUE(report.digests_complete);
    EXPECT_TRUE(report.image_complete);
    EXPECT_EQ(Searcher::open(copy).search("heat", {.executor = SearchExecutor::kBoth}).hits.size(), 10u);
  }

  /// The file of that name in the only generation of a copy or index.
  static fs::path file_of(const fs::path& copy, const std::string& ending) {
    for (const auto& entry : fs::recursive_directory_iterator(copy)) {
      if (entry.path().filename().string().ends_with(ending) && entry.is_regular_file()) return entry.path();
    }
    ADD_FAILURE() << "no file " << ending;
    return {};
  }

  TemporaryDirectory directory_;
  fs::path index_ = directory_ / "kb";
  fs::path copy_ = directory_ / "copy";
};

}  // namespace kbsearch::test
