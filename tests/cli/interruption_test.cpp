// Ctrl-C and SIGTERM: one line says what is kept, nothing is left behind.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr const char* kNothingKept = "kbsearch: interrupted: nothing of this run was kept, the index is as it was\n";

std::string lines(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    text += "{\"id\":\"r" + std::to_string(i) + "\",\"title\":\"heat pump " + std::to_string(i) +
            "\",\"content\":\"a text of some words that are read, analysed and indexed, each in its place\"}\n";
  }
  return text;
}

bool appears(const std::filesystem::path& path) {
  for (int i = 0; i < 2'000 && !std::filesystem::exists(path); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return std::filesystem::exists(path);
}

struct Interruption {
  const char* name;
  int signal;
  int exit_code;
};

class InterruptedIndex : public testing::TestWithParam<Interruption> {
 protected:
  const test::TemporaryDirectory directory_;
  const std::filesystem::path db_ = directory_ / "kb";
};

TEST_P(InterruptedIndex, IsAsItWasWhileItsInputDoesNotCome) {
  test::load_lines(db_, lines(0, 10));
  const auto before = test::names_in(db_);
  test::RunningTool tool({"index", "-", "--rebuild", "--format", "jsonl", "--db", db_.string()});
  tool.write(lines(100, 3));
  ASSERT_TRUE(appears(db_ / "generation-2.parts"));
  tool.send(GetParam().signal);
  const auto run = tool.finish();
  EXPECT_EQ(run.exit_code, GetParam().exit_code);
  EXPECT_EQ(run.err, kNothingKept);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(test::names_in(db_), before);
  EXPECT_EQ(test::run_tool({"heat", "--db", db_.string(), "--format", "tsv"}).exit_code, 0);
}

TEST_P(InterruptedIndex, LeavesNoPartsOfAFirstBuild) {
  const auto file = (directory_ / "many.jsonl").string();
  std::ofstream(file) << lines(0, 60'000);
  test::RunningTool tool({"index", file, "-j", "1", "--db", db_.string()});
  ASSERT_TRUE(appears(db_ / "generation-1.parts"));
  tool.send(GetParam().signal);
  const auto run = tool.finish();
  EXPECT_EQ(run.exit_code, GetParam().exit_code);
  EXPECT_EQ(run.err, kNothingKept);
  EXPECT_EQ(test::names_in(db_), std::vector<std::string>{"LOCK"});
  EXPECT_EQ(test::run_tool({"index", "-", "--db", db_.string()}, lines(0, 3)).exit_code, 0);
}

INSTANTIATE_TEST_SUITE_P(Signals, InterruptedIndex,
                         testing::Values(Interruption{"CtrlC", SIGINT, 130}, Interruption{"Terminate", SIGTERM, 143}),
                         [](const auto& tried) { return std::string(tried.param.name); });

TEST(IndexOnATerminal, TellsItsPhases) {
  const test::TemporaryDirectory directory;
  const std::vector<std::string> words = {"index", "-", "--db", (directory / "kb").string()};
  const auto run = test::run_tool_on_terminal(words, lines(0, 500), {.columns = 60});
  EXPECT_EQ(run.exit_code, 0);
  for (const char* phase : {"\r\x1b[Kreading", "\r\x1b[Kbuilding  500 records", "\r\x1b[Kmerging  500 records",
                            "\r\x1b[Kchecking", "\r\x1b[Kwriting  500 records"}) {
    EXPECT_NE(run.err.find(phase), std::string::npos) << phase << " in " << run.err;
  }
  EXPECT_TRUE(run.err.ends_with("\r\x1b[K")) << run.err;
  EXPECT_TRUE(run.out.starts_with("500 added, ")) << run.out;
  EXPECT_EQ(test::run_tool(words, lines(0, 500)).err, "") << "in a pipe";
  auto quiet = words;
  quiet.push_back("-q");
  EXPECT_EQ(test::run_tool_on_terminal(quiet, lines(0, 500)).err, "");
}

}  // namespace
}  // namespace kbsearch
