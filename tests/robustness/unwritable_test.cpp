// Disks that are full and places that may not be written: a clear error, and the index as it was.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <sstream>

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

std::string many_records() {
  std::string lines;
  for (int i = 0; i < 2'000; ++i) {
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"title\":\"heat pump\",\"content\":\"";
    for (int word = 0; word < 80; ++word) lines += "word" + std::to_string((i * 7919 + word * 104729) % 90'000) + " ";
    lines += "\"}\n";
  }
  return lines;
}

class FullDisk : public testing::TestWithParam<bool> {};

TEST_P(FullDisk, LeavesTheIndexAsItWasAndSaysHowToGoOn) {
  const bool rebuild = GetParam();
  const test::TemporaryDirectory directory;
  const auto index = (directory / "kb").string();
  const auto source = (directory / "records.jsonl").string();
  test::load_lines(index, "{\"id\":\"kept\",\"title\":\"district heating\"}\n");
  std::ofstream(source) << many_records();
  std::vector<std::string> arguments = {"index", "--db", index, source};
  if (rebuild) arguments.emplace_back("--rebuild");
  // No file may grow beyond this: writing on fails as it does when the disk is full.
  const auto run = test::run_tool(arguments, "", {.max_file_bytes = 200'000});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("the index is as it was"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("File too large"), std::string::npos) << run.err;
  EXPECT_TRUE(check_index(index).problems.empty());
  EXPECT_EQ(Searcher::open(index).search("heating").total.value, 1u);
  EXPECT_EQ(Searcher::open(index).statistics().doc_count, 1u);
  // With room again, the same command does it.
  const auto again = test::run_tool(arguments);
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(Searcher::open(index).statistics().doc_count, rebuild ? 2'000u : 2'001u);
}

INSTANTIATE_TEST_SUITE_P(Robustness, FullDisk, testing::Bool(),
                         [](const auto& param) { return param.param ? "Rebuild" : "Update"; });

/// A commit that failed must not be tried again by the next one, nor by a destructor, with half of its changes.
TEST(FullDisk, EndsAWriterForGood) {
  const test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  test::load_lines(path, "{\"id\":\"kept\",\"title\":\"district heating\"}\n");
  std::istringstream lines(many_records());
  {
    auto writer = IndexWriter::open(path);
    for (std::string line; std::getline(lines, line);) ASSERT_TRUE(writer.replace(Record::from_json(line)).empty());
    const auto former = signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit full = {400'000, limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &full);
    EXPECT_THROW(writer.commit(), Error);
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, former);
    EXPECT_THROW(writer.commit(), Error);
    EXPECT_THROW(writer.remove("kept"), Error);
  }
  EXPECT_EQ(Searcher::open(path).statistics().doc_count, 1u);
  EXPECT_TRUE(check_index(path).problems.empty());
}

/// Runs `action` as a user who may write nothing; returns what it returns.
int as_nobody(const std::function<int()>& action) {
  const pid_t child = fork();
  if (child == 0) _exit(setgid(65534) == 0 && setuid(65534) == 0 ? action() : 99);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

TEST(ReadOnlyIndex, IsSearchedAndCheckedByWhoMayNotWrite) {
  if (getuid() != 0) GTEST_SKIP() << "only root can become somebody who may not write";
  const test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  test::load_lines(path, "{\"id\":\"a\",\"title\":\"heat pump\"}\n");
  using Perms = std::filesystem::perms;
  std::filesystem::permissions(directory.path(), Perms::owner_all | Perms::others_read | Perms::others_exec);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    std::filesystem::permissions(entry, entry.is_directory()
                                            ? Perms::owner_all | Perms::others_read | Perms::others_exec
                                            : Perms::owner_read | Perms::others_read);
  }
  std::filesystem::permissions(path, Perms::owner_all | Perms::others_read | Perms::others_exec);
  EXPECT_EQ(as_nobody([&] { return Searcher::open(path).search("heat").total.value == 1 ? 0 : 1; }), 0);
  EXPECT_EQ(as_nobody([&] {
              const auto report = check_index(path);
              return report.problems.empty() && report.doc_count == 1 && report.notes.size() == 1 ? 0 : 1;
            }),
            0);
}

TEST(UnwritablePlace, IsNamed) {
  const test::TemporaryDirectory directory;
  std::ofstream(directory / "file") << "not a directory";
  const auto place = (directory / "file").string() + "/kb";
  const auto run = test::run_tool({"index", "--db", place, "-"}, "{\"id\":\"a\",\"title\":\"b\"}\n");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("'" + place + "': Not a directory"), std::string::npos) << run.err;
}

TEST(UnwritablePlace, MayBeReadOnly) {
  // Not even root writes here.
  const auto run = test::run_tool({"index", "--db", "/sys/kbsearch", "-"}, "{\"id\":\"a\",\"title\":\"b\"}\n");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("cannot create the directory '/sys/kbsearch'"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace kbsearch
