// Output that does not arrive is told: every command, every format, every file that is written. (issue 11)
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::run_tool;

constexpr const char* kTold = "kbsearch: cannot write to standard output: No space left on device\n";

std::string many_records() {
  std::string lines;
  for (int i = 0; i < 300; ++i) {
    lines += "{\"id\":\"g" + std::to_string(i) + "\",\"title\":\"Growth " + std::to_string(i) +
             "\",\"tags\":[\"a\"],"
             "\"content\":\"" +
             std::string(900, 'w') + " growth " + (i % 9 == 0 ? "zebra okapi" : "") + "\"}\n";
  }
  return lines;
}

class UnwrittenOutput : public testing::Test {
 protected:
  UnwrittenOutput() {
    test::load_lines(db_, many_records());
    std::ofstream(directory_ / "q.tsv") << "q1\tgrowth\nq2\tgrowth 7\n";
    std::ofstream(directory_ / "r.txt") << "q1 0 g1 1\nq2 0 g7 1\n";
    std::ofstream(directory_ / "one.jsonl") << "{\"id\":\"new\"}\n";
    std::ofstream(directory_ / "bad.jsonl") << "broken\n{\"id\":\"kept\",\"title\":\"zebra\"}\n";
    std::ofstream(directory_ / "rules.txt") << "car, automobile\n";
  }

  std::string file(const std::string& name) const { return (directory_ / name).string(); }

  /// Each command and format that prints something.
  std::vector<std::vector<std::string>> all_that_print() const {
    const std::vector<std::string> eval = {"eval", "--queries", file("q.tsv"), "--qrels", file("r.txt")};
    const std::vector<std::string> tune = {"tune", "--queries", file("q.tsv"), "--qrels",   file("r.txt"), "--folds",
                                           "2",    "--rounds",  "1",           "--numbers", "k1",          "--quiet"};
    auto eval_json = eval;
    eval_json.insert(eval_json.end(), {"--format", "json"});
    std::vector<std::vector<std::string>> runs = {{"--help"},
                                                  {"--version"},
                                                  {"search", "--help"},
                                                  {"eval", "--help"},
                                                  {"completions", "--help"},
                                                  {"serve", "--help"},
                                                  {"mcp", "--help"},
                                                  {"snapshot", "--help"},
                                                  {"restore", "--help"},
                                                  {"stats"},
                                                  {"stats", "--schema"},
                                                  {"stats", "--terms"},
                                                  {"check"},
                                                  {"analyze", "heat pump"},
                                                  {"profiles"},
                                                  {"profiles", "text"},
                                                  {"explain", "growth", "g1"},
                                                  {"explain", "growth", "g1", "g2", "--format", "json"},
                                                  {"suggest", "gr"},
                                                  {"suggest", "gr", "--format", "json"},
                                                  {"completions", "bash"},
                                                  {"completions", "zsh"},
                                                  {"completions", "fish"},
                                                  {"export"},
                                                  {"show", "g1"},
                                                  {"synonyms"},
                                                  {"index", file("one.jsonl")},
                                                  {"index", "--rebuild"},
                                                  {"index"},
                                                  {"sources"},
                                                  {"sources", "--format", "json"},
                                                  {"delete", "g9"},
                                                  {"snapshot", file("copy")},
                                                  {"restore", "--force", file("copy")},
                                                  eval,
                                                  eval_json,
                                                  tune};
    for (const char* format : {"human", "short", "json", "jsonl", "tsv", "trec"}) {
      runs.push_back({"growth", "--limit", "300", "--format", format});
      runs.push_back({"similar", "g0", "--format", format});
      runs.push_back({"--queries", file("q.tsv"), "--format", format});
    }
    for (auto& run : runs) run.insert(run.begin(), {"--db", db_});
    return runs;
  }

  const test::TemporaryDirectory directory_;
  const std::string db_ = directory_ / "kb";
};

TEST_F(UnwrittenOutput, IsAnErrorInEachCommandAndFormat) {
  ASSERT_EQ(run_tool({"synonyms", file("rules.txt"), "--db", db_}).exit_code, 0);
  std::set<std::string> tried;
  for (const auto& arguments : all_that_print()) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const auto run = run_tool(arguments, "", {.output_file = "/dev/full"});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_NE(run.err.find(kTold), std::string::npos) << run.err;
    tried.insert(arguments[2]);
  }
  // Those that a later hand adds to the list of commands belong here, too.
  std::istringstream help(run_tool({"--help"}).out);
  for (std::string line; std::getline(help, line);) {
    if (!line.starts_with("  ") || line[2] == ' ') continue;  // the list of commands
    const auto name = line.substr(2, line.find(' ', 2) - 2);
    EXPECT_TRUE(tried.contains(name)) << "no run of the command '" << name << "'";
  }
}

TEST_F(UnwrittenOutput, IsAnErrorWhereverTheDiskBecomesFull) {
  const auto whole = run_tool({"export", "--db", db_}).out.size();
  for (const std::size_t bytes : {std::size_t{4'096}, std::size_t{65'536}, std::size_t{65'537}, whole - 1}) {
    const auto run = run_tool({"export", "--db", db_}, "", {.max_file_bytes = bytes});
    EXPECT_EQ(run.exit_code, 2) << bytes;
    EXPECT_EQ(run.err, "kbsearch: cannot write to standard output: File too large\n");
    EXPECT_EQ(run.out.size(), bytes);
  }
  EXPECT_EQ(run_tool({"export", "--db", db_}, "", {.max_file_bytes = whole}).exit_code, 0);
}

TEST_F(UnwrittenOutput, IsAnErrorInTheFilesThatAreAskedFor) {
  const auto refused = [](const test::ToolRun& run, const char* what) {
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_NE(run.err.find(std::string("cannot write the ") + what + " '/dev/full': No space left on device"),
              std::string::npos)
        << run.err;
  };
  refused(run_tool({"eval", "--queries", file("q.tsv"), "--qrels", file("r.txt"), "--save", "/dev/full", "--db", db_}),
          "baseline");
  refused(run_tool({"tune", "--queries", file("q.tsv"), "--qrels", file("r.txt"), "--folds", "2", "--rounds", "1",
                    "--numbers", "k1", "--out", "/dev/full", "--db", db_}),
          "ranking profile");
  const auto run = run_tool({"index", file("bad.jsonl"), "--rejects", "/dev/full", "--db", db_});
  refused(run, "rejects file");
  // What could be taken is in the index, and the report says so.
  EXPECT_NE(run.out.find("1 added"), std::string::npos) << run.out;
  EXPECT_EQ(run_tool({"zebra", "--db", db_}).exit_code, 0);
}

TEST_F(UnwrittenOutput, IsAnErrorIfMessagesAreLost) {
  const auto run = run_tool({"index", file("bad.jsonl"), "--db", db_}, "", {.errors_file = "/dev/full"});
  EXPECT_EQ(run.exit_code, 2);
}

int shell(const std::string& command) {
  const int status = std::system(("bash -c 'set -o pipefail; " + command + "'").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(UnwrittenOutput, IsNoErrorWhenNobodyReadsOn) {
  const std::string tool = std::string(KBSEARCH_TOOL) + " --db " + db_ + " ";
  for (const char* command : {"export", "growth -n 300 --format json", "growth -n 300", "show g1 g2 g3"}) {
    EXPECT_EQ(shell(tool + command + " 2> " + file("err") + " | true"), 0) << command;
    EXPECT_EQ(shell(tool + command + " 2>> " + file("err") + " | head -1 > /dev/null"), 0) << command;
    EXPECT_EQ(std::filesystem::file_size(file("err")), 0u) << command;
  }
}

TEST_F(UnwrittenOutput, NeverGoesIntoAFileOfTheIndexWhenTheDescriptorsAreClosed) {
  const std::string tool = std::string(KBSEARCH_TOOL) + " --db " + db_ + " ";
  EXPECT_EQ(shell(tool + "index " + file("one.jsonl") + " >&- 2> " + file("err")), 2);
  EXPECT_EQ(shell(tool + "index " + file("bad.jsonl") + " >&- 2>&- <&-"), 2);
  EXPECT_EQ(run_tool({"check", "--db", db_}).exit_code, 0);
  // Messages that are not wanted are no failure; results that go nowhere are.
  EXPECT_EQ(shell(tool + "growth nosuchword > /dev/null 2>&-"), 0);
}

}  // namespace
}  // namespace kbsearch
