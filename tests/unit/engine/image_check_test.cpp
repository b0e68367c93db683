// What a check says of an image, and who makes it whole again.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

class ImageCheck : public testing::Test {
 protected:
  ImageCheck() {
    test::load_lines(path_, R"({"id":"a","title":"heat pump"})"
                            "\n"
                            R"({"id":"b","title":"solar heat"})"
                            "\n");
  }
  fs::path file(const std::string& extension) const {
    for (const auto& entry : fs::recursive_directory_iterator(path_)) {
      if (entry.path().filename().string().ends_with(extension)) return entry.path();
    }
    return {};
  }
  bool has_image() const {
    try {
      return Searcher::open(path_).search("heat", {.executor = SearchExecutor::kImage}).hits.size() == 2;
    } catch (const Error&) {
      return false;
    }
  }
  static void flip(const fs::path& path, std::streamoff at) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(at);
    const char byte = static_cast<char>(file.get());
    file.seekp(at);
    file.put(static_cast<char>(byte ^ 1));
  }

  test::TemporaryDirectory directory_;
  fs::path path_ = directory_ / "kb";
};

TEST_F(ImageCheck, TellsOfEachDamagedByte) {
  ASSERT_TRUE(has_image());
  ASSERT_TRUE(check_index(path_).problems.empty());
  for (const auto& name : {file(".segment"), file("image")}) {
    const auto size = static_cast<std::streamoff>(fs::file_size(name));
    for (std::streamoff at = 0; at < size; at += std::max<std::streamoff>(size / 40, 1)) {
      flip(name, at);
      const auto report = check_index(path_);
      EXPECT_EQ(report.problems.size(), 1u) << name << " at " << at;
      EXPECT_EQ(Searcher::open(path_).search("heat").hits.size(), 2u) << name << " at " << at;
      flip(name, at);
    }
  }
  EXPECT_TRUE(check_index(path_).problems.empty());
}

TEST_F(ImageCheck, WritesADamagedImageAnew) {
  flip(file(".segment"), 3);
  EXPECT_EQ(check_index(path_).problems.size(), 1u);
  EXPECT_TRUE(check_index(path_, {.write = true}).problems.empty());
  EXPECT_TRUE(has_image());
}

TEST_F(ImageCheck, NotesAMissingImageAndWritesIt) {
  fs::remove(file("image"));
  const auto report = check_index(path_);
  EXPECT_TRUE(report.problems.empty());
  ASSERT_EQ(report.notes.size(), 1u);
  EXPECT_NE(report.notes[0].find("no image"), std::string::npos);
  EXPECT_FALSE(has_image());
  EXPECT_TRUE(check_index(path_, {.write = true}).problems.empty());
  EXPECT_TRUE(has_image());
}

TEST_F(ImageCheck, TheNextWriterMakesAMissingImage) {
  fs::remove(file("image"));
  {
    auto writer = IndexWriter::open(path_);
    ASSERT_TRUE(writer.replace({"a", R"({"id":"a","title":"heat pumps"})", {}}).empty());
    writer.commit();
  }
  EXPECT_TRUE(has_image());
}

}  // namespace
}  // namespace kbsearch
