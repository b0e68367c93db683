// A page is found by its file's name in the field of that name, whatever its title is.
#include <gtest/gtest.h>

#include "kbsearch/record_reader.hpp"
#include "kbsearch/searcher.hpp"
#include "support/files.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

TEST(FileNames, AreFoundInTheirFieldThoughTheTitleSaysTheSame) {
  const test::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "vault");
  test::write_bytes(directory / "vault/Heat pumps.md", "# Heat pumps\n\nThey move heat.\n");
  test::write_bytes(directory / "vault/index.md", "---\ntitle: Index\n---\nAll of it.\n");
  test::write_bytes(directory / "vault/other.md", "# The index of it\n\nAll of it.\n");
  auto reader = RecordReader::open({(directory / "vault").string()});
  static_cast<void>(load(directory / "kb", reader, {.jobs = 1}));
  const auto ids = [&](const std::string& text) {
    std::string found;
    for (const auto& hit : Searcher::open(directory / "kb").search(text).hits) found += hit.record_id + ";";
    return found;
  };
  EXPECT_EQ(ids("file_name:index"), "index;");
  EXPECT_EQ(ids("file_name:heat"), "Heat pumps;");
  EXPECT_EQ(ids("file_name:\"heat pumps\""), "Heat pumps;");
  EXPECT_EQ(ids("file_name:other"), "other;");
  EXPECT_EQ(ids("file_name:all"), "");

  const auto before = Searcher::open(directory / "kb").search("heat").hits.at(0).score;
  rebuild(directory / "kb");
  EXPECT_EQ(ids("file_name:index"), "index;") << "from what was stored, too";
  EXPECT_EQ(Searcher::open(directory / "kb").search("heat").hits.at(0).score, before);
}

}  // namespace
}  // namespace kbsearch
