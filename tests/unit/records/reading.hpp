// Reading texts and temporary directories to the end, for the tests of records.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kbsearch/record_reader.hpp"

namespace kbsearch::records {

struct ReadResult {
  std::vector<Record> records;
  std::vector<Rejection> rejections;

  std::vector<std::string> ids() const {
    std::vector<std::string> ids;
    for (const Record& record : records) ids.push_back(record.id);
    return ids;
  }
};

using Ids = std::vector<std::string>;

inline ReadResult read_to_end(RecordReader reader) {
  ReadResult result;
  while (auto item = reader.next()) {
    if (auto* record = std::get_if<Record>(&*item)) {
      result.records.push_back(std::move(*record));
    } else {
      result.rejections.push_back(std::get<Rejection>(std::move(*item)));
    }
  }
  EXPECT_FALSE(reader.next().has_value()) << "the end must stay the end";
  return result;
}

inline ReadResult read_text(const std::string& text, const std::string& name = "-", const ReaderOptions& options = {}) {
  std::istringstream stream(text);
  return read_to_end(RecordReader::from_stream(stream, name, options));
}

inline ReadResult read_as(RecordFormat format, const std::string& text, const std::string& name = "-") {
  return read_text(text, name, {.format = format});
}

/// Expects exactly one record and returns its JSON; empty if there is none.
inline std::string only_json(const ReadResult& result) {
  for (const Rejection& rejection : result.rejections) {
    ADD_FAILURE() << "line " << rejection.origin.line << ": " << rejection.reason;
  }
  EXPECT_EQ(result.records.size(), 1u);
  return result.records.empty() ? std::string() : result.records.front().json;
}

/// Expects exactly one rejection and returns it.
inline Rejection only_rejection(const ReadResult& result) {
  EXPECT_EQ(result.rejections.size(), 1u);
  return result.rejections.empty() ? Rejection{} : result.rejections.front();
}

/// By doubling: tables of hostile texts are made whenever a test program starts, which is once for each test.
inline std::string repeat(std::string_view part, std::size_t times) {
  const std::size_t size = part.size() * times;
  std::string text(part.substr(0, size));
  text.reserve(size);
  while (text.size() < size) text.append(text, 0, size - text.size());
  return text;
}

/// A directory that is gone at the end of the test.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "kbsearch-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    path_ = pattern;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string path(const std::string& name = {}) const {
    return name.empty() ? path_.string() : (path_ / name).string();
  }
  /// Writes a file, and the directories on the way to it. Returns its path.
  std::string write(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path(name);
  }

 private:
  std::filesystem::path path_;
};

/// Names the rows of a table test by their first member.
template <typename Case>
std::string case_name(const testing::TestParamInfo<Case>& info) {
  return info.param.name;
}

}  // namespace kbsearch::records
