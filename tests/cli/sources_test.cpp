// The sources of an index from the command line: whose record is it, what was passed over, what has changed.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

class Sources : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) {
    fs::create_directories((directory_ / name).parent_path());
    test::write_bytes(directory_ / name, text);
  }
  test::ToolRun run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", (directory_ / "kb").string()});
    return test::run_tool(arguments);
  }
  test::ToolRun index(const std::vector<std::string>& names, std::vector<std::string> options = {}) {
    options.insert(options.begin(), "index");
    for (const auto& name : names) options.push_back((directory_ / name).string());
    return run(options);
  }
  /// The ids of what a query finds, in the order of ids.
  std::string found(const std::string& query) {
    const auto results = run({"search", query, "--format", "tsv", "--no-snippet", "--sort", "id:asc"});
    std::string ids;
    for (std::size_t at = 0; at < results.out.size(); at = results.out.find('\n', at) + 1) {
      const auto from = results.out.find('\t', at) + 1;
      ids += (ids.empty() ? "" : " ") + results.out.substr(from, results.out.find('\t', from) - from);
    }
    return ids;
  }
  std::string path_of(const std::string& name) { return fs::canonical(directory_.path()).string() + "/" + name; }

  test::TemporaryDirectory directory_;
};

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(Sources, GiveEachFileAnIdOfItsOwn) {
  write("work/README.md", "pump at work\n");
  write("home/README.md", "pump at home\n");
  const auto indexed = index({"work", "home"});
  EXPECT_EQ(indexed.exit_code, 0) << indexed.err;
  EXPECT_TRUE(says(indexed.out, "2 added")) << indexed.out;
  EXPECT_EQ(found("pump"), "README home//README");
}

TEST_F(Sources, GiveTheSameIdHoweverTheFolderIsNamed) {
  write("all/vault/a.md", "pump\n");
  write("all/vault/deep/b.md", "pump\n");
  write("all/c.md", "pump\n");
  ASSERT_EQ(index({"all/vault"}).exit_code, 0);
  EXPECT_TRUE(says(index({"all/vault/."}).out, "0 added, 0 replaced, 2 unchanged"));
  EXPECT_TRUE(says(index({"all/vault/deep"}).out, "0 added, 0 replaced, 1 unchanged"));
  EXPECT_TRUE(says(index({"all/vault/a.md"}).out, "0 added, 0 replaced, 1 unchanged"));
  EXPECT_TRUE(says(index({"all"}).out, "1 added, 0 replaced, 2 unchanged"));
  EXPECT_EQ(found("pump"), "a all//c deep/b");
  EXPECT_TRUE(says(index({"all/vault/a.md", "all"}).out, "0 added, 0 replaced, 3 unchanged"));
}

TEST_F(Sources, LetNoFileNamedByItselfReplaceAnother) {
  write("one/note.md", "pump one\n");
  write("two/note.md", "pump two\n");
  ASSERT_EQ(index({"one/note.md"}).exit_code, 0);
  ASSERT_EQ(index({"two/note.md"}).exit_code, 0);
  EXPECT_EQ(found("pump"), "note two//note");
  write("one/other.md", "pump other\n");
  ASSERT_EQ(index({"one/other.md"}).exit_code, 0);
  EXPECT_EQ(found("pump"), "note other two//note");
}

TEST_F(Sources, CallPagesAlikeWhateverListsStandBesideThem) {
  write("list.jsonl", "{\"id\":\"l1\",\"title\":\"pump\"}\n");
  write("vault/a.md", "pump\n");
  ASSERT_EQ(index({"list.jsonl", "vault"}).exit_code, 0);
  EXPECT_EQ(found("pump"), "a l1");
  write("more/a.md", "pump\n");
  ASSERT_EQ(index({"more"}).exit_code, 0);
  EXPECT_EQ(found("pump"), "a l1 more//a");
  EXPECT_TRUE(says(run({"sources"}).out, "  (ids begin with more//)\n"));
}

TEST_F(Sources, TellTwoFilesThatClaimOneId) {
  write("vault/a.md", "---\nid: x\n---\npump first\n");
  write("vault/b.md", "---\nid: x\n---\npump second\n");
  for (const char* when : {"at first", "again"}) {
    const auto indexed = index({"vault"});
    EXPECT_EQ(indexed.exit_code, 1) << when;
    EXPECT_TRUE(says(indexed.err, "vault/b.md:1: record 'x': id: is that of another record, in '")) << indexed.err;
    EXPECT_TRUE(says(indexed.err, "vault/a.md', which stays")) << indexed.err;
    EXPECT_EQ(found("first"), "x") << when;
    EXPECT_EQ(found("second"), "") << when;
  }
}

TEST_F(Sources, TellAPageThatClaimsTheIdOfOneThatIsStillThere) {
  write("one/a.md", "---\nid: x\n---\npump first\n");
  write("two/b.md", "---\nid: x\n---\npump second\n");
  ASSERT_EQ(index({"one"}).exit_code, 0);
  const auto contested = index({"two"});
  EXPECT_EQ(contested.exit_code, 1);
  EXPECT_TRUE(says(contested.err, path_of("one/a.md"))) << contested.err;
  EXPECT_EQ(found("first"), "x");
  fs::remove(directory_ / "one/a.md");
  EXPECT_EQ(index({"two"}).exit_code, 0);
  EXPECT_EQ(found("second"), "x");
}

TEST_F(Sources, LetANewerExportTakeOverItsRecords) {
  write("monday.jsonl", "{\"id\":\"a\",\"title\":\"old pump\"}\n{\"id\":\"b\",\"title\":\"pump\"}\n");
  write("tuesday.jsonl", "{\"id\":\"a\",\"title\":\"new pump\"}\n{\"id\":\"b\",\"title\":\"pump\"}\n");
  ASSERT_EQ(index({"monday.jsonl"}).exit_code, 0);
  const auto taken = index({"tuesday.jsonl"});
  EXPECT_EQ(taken.exit_code, 0) << taken.err;
  EXPECT_TRUE(says(taken.out, "1 replaced, 1 unchanged")) << taken.out;
  // Read again, the older file does not take it back.
  const auto again = run({"index"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_TRUE(says(again.err, "record 'a': id: is that of another record")) << again.err;
  EXPECT_EQ(found("new"), "a");
  // Nor does its refused claim keep out what the newer one says next.
  write("tuesday.jsonl", "{\"id\":\"a\",\"title\":\"newest pump\"}\n{\"id\":\"b\",\"title\":\"pump\"}\n");
  EXPECT_TRUE(says(run({"index"}).out, "0 added, 1 replaced, 2 unchanged, 0 removed, 1 rejected"));
  EXPECT_EQ(found("newest"), "a");
}

TEST_F(Sources, AreReadAgainWithoutAPath) {
  for (const char* name : {"a", "b", "c", "d", "e", "f", "g", "h"}) {
    write("vault/" + std::string(name) + ".md", "pump " + std::string(name) + "\n");
  }
  write("list.jsonl", "{\"id\":\"l1\",\"title\":\"pump\"}\n");
  ASSERT_EQ(index({"vault", "list.jsonl"}).exit_code, 0);
  EXPECT_TRUE(says(run({"index"}).out, "0 added, 0 replaced, 9 unchanged, 0 removed, 0 rejected; 9 records"));
  write("vault/a.md", "pump edited\n");
  fs::remove(directory_ / "vault/b.md");
  fs::create_directories(directory_ / "vault/moved");
  for (const char* name : {"c", "d", "e"}) {
    fs::rename(directory_ / ("vault/" + std::string(name) + ".md"),
               directory_ / ("vault/moved/" + std::string(name) + ".md"));
  }
  const auto dry = run({"index", "--dry-run"});
  const auto changed = run({"index"});
  EXPECT_EQ(changed.exit_code, 0) << changed.err;
  EXPECT_TRUE(says(changed.out, "3 added, 1 replaced, 4 unchanged, 4 removed, 0 rejected; 8 records")) << changed.out;
  EXPECT_TRUE(says(dry.out, "3 added, 1 replaced, 4 unchanged, 4 removed, 0 rejected; 8 records")) << dry.out;
  EXPECT_EQ(found("pump"), "a f g h l1 moved/c moved/d moved/e");
}

TEST_F(Sources, ArePrunedByThemselvesAlone) {
  write("one/a.md", "pump\n");
  write("two/b.md", "pump\n");
  write("two/c.md", "pump\n");
  ASSERT_EQ(index({"one", "two"}).exit_code, 0);
  fs::remove(directory_ / "two/c.md");
  const auto refused = index({"two"}, {"--prune"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_TRUE(says(refused.err, "a prune would remove 1 of 2 records, more than the cap of 20%")) << refused.err;
  EXPECT_TRUE(says(index({"two"}, {"--prune", "--prune-cap", "50"}).out, "1 unchanged, 1 removed"));
  EXPECT_EQ(found("pump"), "a two//b");
}

TEST_F(Sources, AreRefusedToBeEmptiedByAFolderThatIsNotMounted) {
  write("vault/a.md", "pump\n");
  ASSERT_EQ(index({"vault"}).exit_code, 0);
  fs::remove(directory_ / "vault/a.md");
  const auto refused = run({"index"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_TRUE(says(refused.err, "would remove 1 of 1 record,")) << refused.err;
  fs::remove_all(directory_ / "vault");
  const auto missing = run({"index"});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_TRUE(says(missing.err, "the source '" + path_of("vault") + "' is not there any more; 1 record of it"))
      << missing.err;
  EXPECT_EQ(found("pump"), "a");
}

TEST_F(Sources, AreListedAndForgotten) {
  write("vault/a.md", "pump\n");
  write("list.jsonl", "{\"id\":\"l1\",\"title\":\"pump\"}\n{\"id\":\"l2\",\"title\":\"pump\"}\n");
  EXPECT_EQ(run({"sources"}).exit_code, 1);
  ASSERT_EQ(index({"vault", "list.jsonl"}).exit_code, 0);
  const auto list = run({"sources"});
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_EQ(list.out, "        1  " + path_of("vault") + "\n        2  " + path_of("list.jsonl") + "\n");
  const auto json = nlohmann::json::parse(run({"sources", "--format", "json"}).out);
  EXPECT_EQ(json.at(1).at("path"), path_of("list.jsonl"));
  EXPECT_EQ(json.at(1).at("records"), 2);
  EXPECT_EQ(run({"sources", "--forget", (directory_ / "nothing").string()}).exit_code, 2);
  const auto forgotten = run({"sources", "--forget", (directory_ / "list.jsonl").string()});
  EXPECT_EQ(forgotten.out, "1 source forgotten, 2 records removed; 1 record in the index\n") << forgotten.err;
  EXPECT_EQ(found("pump"), "a");
  const auto kept = run({"sources", "--forget", path_of("vault"), "--keep-records"});
  EXPECT_EQ(kept.out, "1 source forgotten, 1 record kept; 1 record in the index\n") << kept.err;
  EXPECT_EQ(found("pump"), "a");
  EXPECT_EQ(run({"index"}).exit_code, 2);
}

TEST_F(Sources, OutliveARebuild) {
  write("one/a.md", "pump\n");
  write("two/b.md", "pump\n");
  ASSERT_EQ(index({"one", "two"}).exit_code, 0);
  const auto list = run({"sources"}).out;
  ASSERT_EQ(run({"index", "--rebuild"}).exit_code, 0);
  EXPECT_EQ(run({"sources"}).out, list);
  EXPECT_TRUE(says(run({"index"}).out, "2 unchanged"));
  // A rebuild of paths has the records of these alone, and their ids stay what they were.
  ASSERT_EQ(index({"two"}, {"--rebuild"}).exit_code, 0);
  EXPECT_EQ(found("pump"), "two//b");
  EXPECT_FALSE(says(run({"sources"}).out, path_of("one")));
}

TEST_F(Sources, KeepStandardInputApart) {
  write("vault/a.md", "pump\n");
  ASSERT_EQ(index({"vault"}).exit_code, 0);
  ASSERT_EQ(test::run_tool({"index", "-", "--db", (directory_ / "kb").string()}, "{\"id\":\"s\",\"title\":\"pump\"}\n")
                .exit_code,
            0);
  EXPECT_TRUE(says(run({"sources"}).out, "        1  - (standard input)\n"));
  EXPECT_TRUE(says(run({"index"}).out, "1 unchanged, 0 removed, 0 rejected; 2 records"));
}

TEST_F(Sources, AreReadAgainInTheFormatThatTheyWereGiven) {
  write("list.txt", "{\"id\":\"a\",\"title\":\"pump\"}\n");
  ASSERT_EQ(index({"list.txt"}).exit_code, 0);
  ASSERT_EQ(index({"list.txt"}, {"--format", "jsonl"}).exit_code, 0);
  EXPECT_TRUE(says(run({"sources"}).out, "list.txt  (jsonl)"));
  write("list.txt", "{\"id\":\"a\",\"title\":\"heat pump\"}\n");
  EXPECT_TRUE(says(run({"index"}).out, "0 added, 1 replaced"));
  EXPECT_EQ(found("heat"), "a");
}

TEST_F(Sources, TellThePathOfAHit) {
  write("vault/archive/a.md", "pump\n");
  write("vault/b.md", "pump\n");
  write("list.jsonl", "{\"id\":\"l1\",\"title\":\"pump\"}\n{\"id\":\"l2\",\"title\":\"pump\"}\n");
  ASSERT_EQ(index({"vault", "list.jsonl"}).exit_code, 0);
  EXPECT_EQ(found("pump path:archive/*"), "archive/a");
  EXPECT_EQ(found("path:b.md"), "b");
  EXPECT_EQ(found("path:list.jsonl"), "l1 l2");
  EXPECT_EQ(run({"search", "pump", "--format", "paths", "--sort", "id:asc"}).out,
            path_of("vault/archive/a.md") + "\n" + path_of("vault/b.md") + "\n" + path_of("list.jsonl") + "\n");
  const auto json = nlohmann::json::parse(run({"search", "path:b.md", "--format", "json"}).out);
  EXPECT_EQ(json.at("hits").at(0).at("path"), path_of("vault/b.md"));
  EXPECT_TRUE(says(run({"search", "path:archive/*"}).out, "archive/a.md  [archive/a]"));
}

TEST_F(Sources, SayWhatWasPassedOver) {
  write("vault/a.md", "pump\n");
  write("vault/x.xcf", "binary");
  write("vault/y.xcf", "binary");
  write("vault/deep/Makefile", "all:\n");
  const auto indexed = index({"vault"});
  EXPECT_EQ(indexed.exit_code, 0);
  EXPECT_EQ(indexed.err, "kbsearch: passed over 3 files, of an unknown format: 2 .xcf, 1 'Makefile' (-v names them)\n");
  EXPECT_TRUE(says(index({"vault"}, {"-v"}).err, "vault/deep/Makefile"));
  EXPECT_EQ(index({"vault"}, {"-q"}).err, "");
  fs::remove(directory_ / "vault/a.md");
  fs::remove_all(directory_ / "kb");
  EXPECT_EQ(index({"vault"}).exit_code, 1);
}

TEST_F(Sources, FollowLinksToFilesButKnowThemByTheirPlace) {
  write("elsewhere/a.md", "pump\n");
  fs::create_directories(directory_ / "vault");
  fs::create_symlink(directory_ / "elsewhere/a.md", directory_ / "vault/linked.md");
  fs::create_directory_symlink(directory_ / "vault", directory_ / "way");
  ASSERT_EQ(index({"vault"}).exit_code, 0);
  EXPECT_TRUE(says(index({"way"}).out, "1 unchanged"));
  EXPECT_EQ(found("pump"), "linked");
}

}  // namespace
}  // namespace kbsearch
