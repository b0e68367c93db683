// Writers are killed at random moments; what an acknowledged run wrote must stay, and no half of a run may be seen.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <set>

#include "kbsearch/index_check.hpp"
#include "kbsearch/searcher.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr int kRecords = 400;

/// Records 0..kRecords of one generation, with a few ids that only this one has.
std::string batch(int generation) {
  std::string lines;
  for (int i = 0; i < kRecords; ++i) {
    const std::string id = i % 10 == 0 ? std::to_string(i) + "-" + std::to_string(generation) : std::to_string(i);
    lines +=
        "{\"id\":\"" + id + "\",\"title\":\"record of generation" + std::to_string(generation) + "\",\"content\":\"";
    for (int word = 0; word < 60; ++word)
      lines += "word" + std::to_string((i * 31 + word * 17 + generation) % 5000) + " ";
    lines += "\"}\n";
  }
  return lines;
}

std::multiset<std::string> contents(const std::filesystem::path& index) {
  std::multiset<std::string> records;
  Searcher::open(index).for_each_record([&](const Record& record) { records.insert(record.json); });
  return records;
}

std::multiset<std::string> lines_of(const std::string& text) {
  std::multiset<std::string> lines;
  std::istringstream input(text);
  for (std::string line; std::getline(input, line);) lines.insert(line);
  return lines;
}

TEST(KilledWriter, LeavesTheOldOrTheNewCommitAndNeverHalf) {
  const char* asked = std::getenv("KBSEARCH_KILL_ROUNDS");
  const int rounds = asked != nullptr ? std::atoi(asked) : 20;
  const test::TemporaryDirectory directory;
  const auto index = directory / "kb";
  std::mt19937 random(20261123);
  test::load_lines(index, batch(0));
  auto acknowledged = lines_of(batch(0));
  int killed = 0;
  int finished = 0;
  for (int round = 1; round <= rounds; ++round) {
    const auto source = directory / "batch.jsonl";
    std::ofstream(source, std::ios::binary) << batch(round);
    std::vector<std::string> arguments = {"index",         "--db",    index.string(), "-q",
                                          source.string(), "--prune", "--prune-cap",  "100"};
    if (round % 2 == 0) arguments.emplace_back("--rebuild");
    const auto wait_us = static_cast<useconds_t>(random() % 400'000);
    SCOPED_TRACE("round " + std::to_string(round) + ", killed after " + std::to_string(wait_us) + " us");
    const int child = test::start_tool(arguments);
    usleep(wait_us);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    const auto now = contents(index);
    const auto fresh = lines_of(batch(round));
    const bool ended = WIFEXITED(status);
    ++(ended ? finished : killed);
    if (ended) {
      ASSERT_EQ(WEXITSTATUS(status), 0);
      ASSERT_EQ(now, fresh) << "an acknowledged run was lost";
    } else {
      ASSERT_TRUE(now == acknowledged || now == fresh) << now.size() << " records: neither the old nor the new state";
    }
    ASSERT_TRUE(check_index(index).problems.empty());
    acknowledged = now;
  }
  std::cout << rounds << " rounds: " << killed << " killed, " << finished << " finished before the kill\n";
  EXPECT_GT(killed, 0);
}

TEST(Readers, NeverSeeHalfOfACommit) {
  const test::TemporaryDirectory directory;
  const auto index = directory / "kb";
  test::load_lines(index, batch(0));
  const auto source = directory / "batch.jsonl";
  const auto searcher = Searcher::open(index);
  std::size_t answers = 0;
  for (int round = 1; round <= 6; ++round) {
    std::ofstream(source, std::ios::binary) << batch(round);
    std::vector<std::string> arguments = {"index",         "--db",    index.string(), "-q",
                                          source.string(), "--prune", "--prune-cap",  "100"};
    if (round % 3 == 0) arguments.emplace_back("--rebuild");
    const int child = test::start_tool(arguments);
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
      std::set<std::string> titles;
      const auto results = searcher.search("record", {.limit = 1000, .snippets = false});
      for (const auto& hit : results.hits) titles.insert(hit.title);
      ASSERT_EQ(titles.size(), 1u) << "two generations in one answer";
      ASSERT_EQ(results.hits.size(), static_cast<std::size_t>(kRecords));
      ++answers;
    }
    ASSERT_EQ(WEXITSTATUS(status), 0);
  }
  EXPECT_GT(answers, 20u);
}

}  // namespace
}  // namespace kbsearch
