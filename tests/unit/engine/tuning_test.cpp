#include "kbsearch/tuning.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <fstream>

#include "kbsearch/error.hpp"
#include "kbsearch/measure.hpp"
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

TEST(Tune, KeepsCountsWhole) {
  const auto searcher = Searcher::open(test::sample_index());
  auto start = RankingProfile::named("text");
  start.presence = 3.0;
  start.presence_words = 1;
  start.feedback = {.records = 3, .words = 7, .weight = 0.5};
  std::size_t calls = 0;
  TuningOptions options{.folds = 2, .rounds = 1, .least_gain = 0.0, .numbers = {"presence_words", "feedback.words"}};
  options.on_progress = [&](std::size_t measured) { EXPECT_EQ(measured, ++calls); };
  const auto report = tune({sample(searcher)}, start, options);
  EXPECT_GT(calls, 1u);
  ASSERT_FALSE(report.steps.empty()) << "nothing was moved, so nothing was rounded";
  for (const auto& step : report.steps) EXPECT_EQ(step.after, std::floor(step.after)) << step.number;
  EXPECT_EQ(RankingProfile::from_json(report.profile.to_json()).to_json(), report.profile.to_json());
}

TEST(Tune, EndsWhenItIsAskedTo) {
  const auto searcher = Searcher::open(test::sample_index());
  const auto start = RankingProfile::named("text");
  const auto code_of = [&](const TuningOptions& options) {
    try {
      (void)tune({sample(searcher)}, start, options);
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::kIo;
  };
  std::stop_source source;
  TuningOptions options{.numbers = {"k1"}, .stop = source.get_token()};
  options.on_progress = [&](std::size_t measured) {
    if (measured == 2) source.request_stop();
  };
  EXPECT_EQ(code_of(options), ErrorCode::kInterrupted);
  EXPECT_EQ(code_of({.deadline = std::chrono::steady_clock::now()}), ErrorCode::kDeadlinePassed);
}

TEST(Tune, TellsItsReportAsJson) {
  TuningReport report;
  report.profile = RankingProfile::named("text");
  report.steps = {{"k1", 1.0, 2.0, 0.51}};
  report.fitted_before = 0.5;
  report.fitted_after = 0.51;
  report.query_count = 4;
  report.profiles_measured = 9;
  const auto json = report.to_json();
  EXPECT_EQ(json.substr(0, json.find("\"profile\"")), R"({
  "schema_version": 1,
  "queries": 4,
  "profiles_measured": 9,
  "fitted": {
    "before": 0.5,
    "after": 0.51
  },
  "held_out": {
    "before": 0.0,
    "after": 0.0
  },
  "overfit": 0.01,
  "steps": [
    {
      "number": "k1",
      "before": 1.0,
      "after": 2.0,
      "metric": 0.51
    }
  ],
  )");
}

TEST(Measure, GivesWhatEvaluateGivesOfASearcher) {
  const auto searcher = Searcher::open(test::sample_index());
  const auto judged = sample(searcher);
  const std::vector<Metric> metrics = {Metric::parse("ndcg@10"), Metric::parse("map")};
  std::size_t asked = 0;
  MeasureOptions options{.profile = RankingProfile::named("text")};
  options.on_results = [&](const std::string&, const SearchResults&) { ++asked; };
  const auto measured = measure(searcher, judged.queries, judged.judgments, metrics, options);
  const auto by_hand = evaluate(judged.queries, judged.judgments, metrics, [&](const std::string& text) {
    SearchOptions search{.limit = 1'000, .snippets = false, .plain_words = true};
    search.profile = RankingProfile::named("text");
    std::vector<std::string> ids;
    for (const auto& hit : searcher.search(text, search).hits) ids.push_back(hit.record_id);
    return ids;
  });
  EXPECT_EQ(asked, measured.query_count);
  EXPECT_GT(asked, 20u);
  EXPECT_EQ(measured.profile, "text");
  EXPECT_EQ(measured.metrics[0].values, by_hand.metrics[0].values);
  EXPECT_EQ(measured.metrics[1].values, by_hand.metrics[1].values);
  EXPECT_EQ(measure(searcher, judged.queries, {}, metrics).query_count, 0u);
}

TEST(Tune, RefusesWhatMakesNoSense) {
  const auto searcher = Searcher::open(test::sample_index());
  const auto start = RankingProfile::named("text");
  EXPECT_THROW(tune({}, start), Error);
  EXPECT_THROW(tune({{&searcher, {}, {}}}, start), Error);
  EXPECT_THROW(tune({sample(searcher)}, start, {.folds = 1}), Error);
  EXPECT_THROW(tune({sample(searcher)}, start, {.least_gain = -0.1}), Error);
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
