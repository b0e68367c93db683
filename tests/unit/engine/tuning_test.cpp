#include "kbsearch/tuning.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "kbsearch/error.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

TuningCollection sample(const Searcher& searcher) {
  std::ifstream queries(test::sample_file("queries.tsv"));
  std::ifstream qrels(test::sample_file("qrels.txt"));
  return {&searcher, read_queries(queries, "queries.tsv"), read_qrels(qrels, "qrels.txt")};
}

TEST(Tune, FindsItsWayBackFromAnAbsurdNumber) {
  const auto searcher = Searcher::open(test::sample_index());
  auto start = RankingProfile::named("text");
  start.title_weight = 1.0;
  start.presence = 20.0;
  const auto report = tune({sample(searcher)}, start, {.numbers = {"title_weight", "presence"}});
  EXPECT_GT(report.fitted_after, report.fitted_before);
  EXPECT_FALSE(report.steps.empty());
  EXPECT_LT(report.profile.title_weight + report.profile.presence, 21.0);
  EXPECT_EQ(report.profile.name, "text-tuned");
  EXPECT_EQ(report.query_count, sample(searcher).queries.size());
}

TEST(Tune, GivesTheSameReportEachTime) {
  const auto searcher = Searcher::open(test::sample_index());
  const auto start = RankingProfile::named("default");
  const TuningOptions options{.folds = 3, .rounds = 1, .numbers = {"k1", "signals.importance.weight"}};
  const auto first = tune({sample(searcher)}, start, options);
  const auto second = tune({sample(searcher)}, start, options);
  EXPECT_EQ(first.profile.to_json(), second.profile.to_json());
  EXPECT_EQ(first.held_out_after, second.held_out_after);
  // Every fitted profile must be one that can be read.
  EXPECT_NO_THROW(RankingProfile::from_json(first.profile.to_json()));
}

TEST(Tune, RefusesWhatMakesNoSense) {
  const auto searcher = Searcher::open(test::sample_index());
  const auto start = RankingProfile::named("text");
  EXPECT_THROW(tune({}, start), Error);
  EXPECT_THROW(tune({{&searcher, {}, {}}}, start), Error);
  EXPECT_THROW(tune({sample(searcher)}, start, {.folds = 1}), Error);
  try {
    tune({sample(searcher)}, start, {.numbers = {"k9"}});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("there are: k1, presence"), std::string::npos) << error.what();
  }
}

const Explanation kFirst{
    "score", 5.0, "", {{"text", 4.0, "", {{"a", 3.0, "", {}}, {"b", 1.0, "", {}}}}, {"c", 1.0, "", {}}}};
const Explanation kSecond{"score", 3.0, "", {{"a", 2.5, "", {}}, {"d", 0.5, "", {}}}};

TEST(Differences, AddUpToThatOfTheScores) {
  const auto found = differences({kFirst, kSecond});
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found.front().label, "b");
  double sum = 0.0;
  for (const auto& part : found) sum += part.values[0] - part.values[1];
  EXPECT_DOUBLE_EQ(sum, 2.0);
}

TEST(Differences, OfManyHaveAValueForEach) {
  const Explanation third{"score", 9.0, "", {{"a", 9.0, "", {}}}};
  const auto found = differences({kFirst, kSecond, third});
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found.front().label, "a");
  EXPECT_EQ(found.front().values, (std::vector<double>{3.0, 2.5, 9.0}));
  EXPECT_TRUE(differences({kFirst}).empty());
  EXPECT_TRUE(differences({kFirst, kFirst}).empty());
}

}  // namespace
}  // namespace kbsearch
