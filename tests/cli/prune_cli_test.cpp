// What `index --prune` removes, says, and leaves alone, and that a dry run tells the same.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

class Prune : public testing::Test {
 protected:
  /// Runs `index` on the named file or folder.
  test::ToolRun index(const std::string& source, std::vector<std::string> options = {}) {
    options.insert(options.begin(), {"index", (directory_ / source).string(), "--db", (directory_ / "kb").string()});
    return test::run_tool(options);
  }
  test::ToolRun show(const std::string& id) {
    return test::run_tool({"show", id, "--db", (directory_ / "kb").string()});
  }

  /// The summary without the time it took.
  static std::string summary(const test::ToolRun& run) {
    const auto from = run.out.starts_with("would be: ") ? std::string("would be: ").size() : 0;
    return run.out.substr(from, run.out.find(" (") - from);
  }

  test::TemporaryDirectory directory_;
};

std::string lines(std::initializer_list<const char*> ids) {
  std::string all;
  for (const char* id : ids) all += std::string("{\"id\":\"") + id + "\",\"title\":\"note\"}\n";
  return all;
}

struct BrokenCase {
  const char* name;
  const char* line;     ///< In the place of the record "b".
  const char* removed;  ///< Of "f", which is gone from the source.
};

class PruneOfABrokenSource : public Prune, public testing::WithParamInterface<BrokenCase> {};

TEST_P(PruneOfABrokenSource, LeavesWhatCouldNotBeReadAndItsDryRunSaysSo) {
  test::write_bytes(directory_ / "before.jsonl", lines({"a", "b", "c", "d", "e", "f"}));
  test::write_bytes(directory_ / "after.jsonl", lines({"a", "c", "d", "e"}) + GetParam().line + "\n");
  ASSERT_EQ(index("before.jsonl").exit_code, 0);
  const auto dry = index("after.jsonl", {"--prune", "--strict", "--dry-run"});
  const auto run = index("after.jsonl", {"--prune", "--strict"});
  EXPECT_EQ(summary(dry), summary(run));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(dry.exit_code, 1);
  EXPECT_NE(run.out.find(std::string(GetParam().removed) + " removed, 1 rejected"), std::string::npos) << run.out;
  EXPECT_EQ(show("b").exit_code, 0);
}

INSTANTIATE_TEST_SUITE_P(Lines, PruneOfABrokenSource,
                         testing::Values(BrokenCase{"AFieldOutOfRange", R"({"id":"b","importance":999})", "1"},
                                         BrokenCase{"AnInvalidByte", "{\"id\":\"b\",\"title\":\"\xff\"}", "0"},
                                         BrokenCase{"ALostQuote", R"({"id":"b","title":"note})", "0"},
                                         BrokenCase{"ALostQuoteInTheId", R"({"id":"b,"title":"note"})", "0"},
                                         BrokenCase{"AnIdBehindTheFault", R"({"title":"no"te","id":"b"})", "0"},
                                         BrokenCase{"NoId", R"({"title":"note"})", "0"}),
                         [](const auto& param) { return param.param.name; });

TEST_F(Prune, LeavesAPageWhoseFrontMatterBroke) {
  fs::create_directory(directory_ / "pages");
  for (const char* name : {"p1", "p2", "p3"}) {
    test::write_bytes(directory_ / ("pages/" + std::string(name) + ".md"), "---\ntitle: Page\n---\nbody\n");
  }
  test::write_bytes(directory_ / "pages/named.md", "---\nid: own-name\ntitle: Page\n---\nbody\n");
  ASSERT_EQ(index("pages").exit_code, 0);
  test::write_bytes(directory_ / "pages/p2.md", "---\ntitle: Page: two: three\n---\nbody\n");
  test::write_bytes(directory_ / "pages/named.md", "---\ntitle: a: b: c\nid: own-name\n---\nbody\n");
  const auto run = index("pages", {"--prune"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.out.find("0 removed, 2 rejected"), std::string::npos) << run.out << run.err;
  EXPECT_EQ(show("p2").exit_code, 0);
  EXPECT_EQ(show("own-name").exit_code, 0);
}

TEST_F(Prune, TakesInWhatWasDeletedBesideABrokenPage) {
  fs::create_directory(directory_ / "pages");
  for (const char* name : {"p1", "p2", "p3", "p4", "p5", "p6"}) {
    test::write_bytes(directory_ / ("pages/" + std::string(name) + ".md"), "---\ntitle: Page\n---\nbody\n");
  }
  test::write_bytes(directory_ / "pages/log.txt", "a log\n");
  ASSERT_EQ(index("pages").exit_code, 0);
  test::write_bytes(directory_ / "pages/p2.md", "---\ntitle: {{title}}\n---\nbody\n");
  test::write_bytes(directory_ / "pages/log.txt", std::string("a\0log\n", 6));
  fs::remove(directory_ / "pages/p3.md");
  const auto dry = index("pages", {"--prune", "--dry-run"});
  const auto run = index("pages", {"--prune"});
  EXPECT_EQ(summary(dry), summary(run));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.out.find("4 unchanged, 1 removed, 2 rejected; 6 records"), std::string::npos) << run.out << run.err;
  EXPECT_EQ(run.err.find("nothing was pruned"), std::string::npos) << run.err;
  EXPECT_EQ(show("p2").exit_code, 0);
  EXPECT_EQ(show("log.txt").exit_code, 0);
  EXPECT_EQ(show("p3").exit_code, 1);
}

TEST_F(Prune, IsRefusedWhenAFileOfTheFolderCannotBeRead) {
  fs::create_directory(directory_ / "notes");
  test::write_bytes(directory_ / "notes/a.jsonl", lines({"a", "b", "c", "d", "e"}));
  test::write_bytes(directory_ / "notes/f.jsonl", lines({"f"}));
  ASSERT_EQ(index("notes").exit_code, 0);
  fs::remove(directory_ / "notes/f.jsonl");
  fs::create_symlink(directory_ / "nowhere", directory_ / "notes/f.jsonl");  // not even root reads it
  const auto run = index("notes", {"--prune"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("a prune is refused, nothing was changed"), std::string::npos) << run.err;
  EXPECT_EQ(index("notes", {"--prune", "--dry-run"}).exit_code, 2);
  EXPECT_EQ(show("f").exit_code, 0);
}

TEST_F(Prune, IsNotDoneByARebuildFromASourceThatCannotBeRead) {
  fs::create_directory(directory_ / "notes");
  test::write_bytes(directory_ / "notes/a.jsonl", lines({"a"}));
  test::write_bytes(directory_ / "notes/f.jsonl", lines({"f"}));
  ASSERT_EQ(index("notes").exit_code, 0);
  fs::remove(directory_ / "notes/f.jsonl");
  fs::create_symlink(directory_ / "nowhere", directory_ / "notes/f.jsonl");
  const auto run = index("notes", {"--rebuild"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("a rebuild is refused, nothing was changed"), std::string::npos) << run.err;
  EXPECT_EQ(show("f").exit_code, 0);
}

TEST_F(Prune, TellsTheSameInADryRunOfFieldsThatWereLeftOutBefore) {
  test::write_bytes(directory_ / "a.jsonl", lines({"a"}) + R"({"id":"b","title":"note","published":"soon"})" + "\n");
  EXPECT_EQ(index("a.jsonl").exit_code, 1);
  const auto dry = index("a.jsonl", {"--prune", "--dry-run"});
  const auto run = index("a.jsonl", {"--prune"});
  EXPECT_EQ(summary(dry), summary(run));
  EXPECT_EQ(dry.exit_code, run.exit_code);
  EXPECT_EQ(dry.err, run.err);
}

TEST_F(Prune, OfAnEmptyFolderEmptiesNoIndex) {
  test::write_bytes(directory_ / "notes.jsonl", lines({"a", "b", "c", "d", "e", "f"}));
  ASSERT_EQ(index("notes.jsonl").exit_code, 0);
  fs::create_directory(directory_ / "empty");
  const auto run = index("empty", {"--prune"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("would remove 6 of 6"), std::string::npos) << run.err;
  EXPECT_EQ(show("a").exit_code, 0);
  EXPECT_EQ(index("empty", {"--prune", "--prune-cap", "100"}).exit_code, 0);
}

}  // namespace
}  // namespace kbsearch
