// What a word or value that every record has finds after random records were removed: document numbers then have gaps,
// and lists of all documents stand in several pieces.
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr int kRecords = 3000;

std::string id_of(int number) { return "r" + std::to_string(number); }

/// Every record has the words "common record", the type, the tag, the language and a year; some have "odd" as well.
std::string line_of(int number) {
  return R"({"id":")" + id_of(number) + R"(","title":"Common record )" + std::to_string(number) +
         R"(","type":"paper","tags":["energy"],"published":"2024-03-01","importance":50,"summary":")" +
         (number % 7 == 0 ? "The odd one out is the common record." : "A summary of the common record.") + "\"}\n";
}

struct Asked {
  const char* text;
  const char* filter;
  bool all_words;
};

/// Queries that every record answers, each by another kind of condition.
constexpr Asked kOfAll[] = {
    {"record", "", false},
    {"+record", "", false},
    {"record", "", true},
    {"common record", "", true},
    {"+common +record", "", false},
    {"common AND record", "", false},
    {"(common OR absent) AND record", "", false},
    {"record NOT absent", "", false},
    {"title:record", "", false},
    {"summary:common", "", false},
    {"\"common record\"", "", false},
    {"common NEAR/3 record", "", false},
    {"+rec*", "", false},
    {"type:paper", "", false},
    {"record type:paper", "", false},
    {"record", "type:paper", false},
    {"record", "tag:energy,other", false},
    {"record -type:other", "tag:energy", false},
    {"", "type:paper", false},
    {"record", "published:2024", false},
    {"record", "importance:50..", false},
    {"+record absentword", "", false},
};

void expect_all_kinds_answer(const Searcher& searcher, std::uint64_t left, std::uint64_t odd) {
  for (const auto& asked : kOfAll) {
    SCOPED_TRACE(std::string(asked.text) + " | " + asked.filter + (asked.all_words ? " | all words" : ""));
    SearchOptions options{
        .limit = 5, .filter = asked.filter, .facets = {{"type"}}, .exact_total_up_to = std::uint64_t{kRecords}};
    options.all_words = asked.all_words;
    const auto results = searcher.search(asked.text, options);
    ASSERT_EQ(results.total.value, left);
    ASSERT_EQ(results.hits.size(), std::min<std::uint64_t>(5, left));
    ASSERT_EQ(results.facets[0].counts[0].count, left);
  }
  EXPECT_EQ(searcher.search("+odd +record").total.value, odd);
  EXPECT_EQ(searcher.search("odd -record").total.value, 0u);
  EXPECT_EQ(searcher.search("record -odd").total.value, left - odd);
}

class Deletions : public testing::TestWithParam<unsigned> {};

TEST_P(Deletions, LeaveConditionsThatAllRecordsMeetRight) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  std::mt19937 random(GetParam());
  const test::TemporaryDirectory directory;
  const auto index = directory / "index";
  std::string lines;
  std::set<int> present;
  for (int number = 0; number < kRecords; ++number) {
    lines += line_of(number);
    present.insert(number);
  }
  test::load_lines(index, lines);
  for (const int to_remove : {1, 40, 1500, 1200}) {
    auto writer = IndexWriter::open(index);
    for (int i = 0; i < to_remove; ++i) {
      const int number = *std::next(present.begin(), static_cast<std::ptrdiff_t>(random() % present.size()));
      ASSERT_TRUE(writer.remove(id_of(number)));
      present.erase(number);
    }
    writer.commit();
    std::uint64_t odd = 0;
    for (const int number : present) odd += number % 7 == 0 ? 1 : 0;
    expect_all_kinds_answer(Searcher::open(index), present.size(), odd);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Deletions, testing::Values(1u, 2u, 3u));

}  // namespace
}  // namespace kbsearch
