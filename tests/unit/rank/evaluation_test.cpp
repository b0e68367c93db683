#include "kbsearch/evaluation.hpp"

#include <gtest/gtest.h>

#include "kbsearch/error.hpp"

namespace kbsearch {
namespace {

const std::vector<JudgedQuery> kEvaluatedQueries = {
    {"q2", "two"}, {"q1", "one"}, {"none", "unjudged"}, {"q3", "nothing"}};
const std::map<std::string, Judgments> kJudgments = {
    {"q1", {{"a", 1}}}, {"q2", {{"b", 1}}}, {"q3", {{"c", 1}}}, {"unasked", {{"d", 1}}}};

std::vector<std::string> rank(const std::string& text) {
  if (text == "one") return {"a", "x"};
  if (text == "two") return {"x", "b"};
  return {};
}

Evaluation evaluated(const std::vector<std::string>& metric_names) {
  std::vector<Metric> metrics;
  for (const auto& name : metric_names) metrics.push_back(Metric::parse(name));
  return evaluate(kEvaluatedQueries, kJudgments, metrics, rank);
}

/// An evaluation of one metric, ndcg@10.
Evaluation with_values(const std::vector<std::string>& ids, const std::vector<double>& values) {
  Evaluation evaluation;
  evaluation.query_ids = ids;
  evaluation.query_count = ids.size();
  double sum = 0.0;
  for (const double value : values) sum += value;
  evaluation.metrics.push_back({"ndcg@10", sum / static_cast<double>(values.size()), std::nullopt, values});
  return evaluation;
}

TEST(Evaluate, MeasuresJudgedQueriesOnlyAndCountsNoResultsAsZero) {
  const auto evaluation = evaluated({"mrr@10", "recall@10"});
  EXPECT_EQ(evaluation.query_ids, (std::vector<std::string>{"q2", "q1", "q3"}));
  EXPECT_EQ(evaluation.query_count, 3u);
  EXPECT_EQ(evaluation.metrics[0].values, (std::vector<double>{0.5, 1.0, 0.0}));
  EXPECT_DOUBLE_EQ(evaluation.metrics[0].mean, 0.5);
  EXPECT_DOUBLE_EQ(evaluation.find("recall@10")->mean, 2.0 / 3.0);
  EXPECT_EQ(evaluation.find("map"), nullptr);
  ASSERT_TRUE(evaluation.metrics[0].interval.has_value());
  EXPECT_LE(evaluation.metrics[0].interval->low, 0.5);
  EXPECT_GE(evaluation.metrics[0].interval->high, 0.5);
}

TEST(EvaluationJson, ComesBackAsItWasWritten) {
  auto evaluation = evaluated({"ndcg@10", "map", "judged@10"});
  evaluation.profile = "default";
  const auto json = evaluation.to_json(Evaluation::Detail::kPerQuery);
  const auto read = Evaluation::from_json(json, "kept.json");
  EXPECT_EQ(read.to_json(Evaluation::Detail::kPerQuery), json);
  EXPECT_EQ(read.profile, "default");
  EXPECT_EQ(read.query_count, 3u);
  EXPECT_EQ(read.query_ids, evaluation.query_ids);
  for (const auto& comparison : compare(evaluation, read)) {
    ASSERT_TRUE(comparison.paired.has_value());
    EXPECT_EQ(comparison.paired->ties, 3u) << "six decimals are near enough to tie";
  }
}

TEST(EvaluationJson, OfMeansHasNoQueries) {
  const auto read = Evaluation::from_json(evaluated({"ndcg@10"}).to_json(Evaluation::Detail::kMeans), "kept.json");
  EXPECT_TRUE(read.query_ids.empty());
  EXPECT_TRUE(read.metrics[0].values.empty());
  EXPECT_TRUE(read.metrics[0].interval.has_value());
}

TEST(EvaluationJson, IsReadInItsSimpleForms) {
  EXPECT_EQ(Evaluation::from_json(R"({"ndcg@10": 0.40})", "b").find("ndcg@10")->mean, 0.40);
  const auto older = Evaluation::from_json(R"({"queries":3,"profile":"text","metrics":{"map":0.25}})", "b");
  EXPECT_EQ(older.find("map")->mean, 0.25);
  EXPECT_EQ(older.query_count, 3u);
}

struct RefusedCase {
  const char* name;
  const char* json;
  const char* told;
};

class RefusedEvaluation : public testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedEvaluation, TellsWhatIsWrong) {
  try {
    Evaluation::from_json(GetParam().json, "kept.json");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(GetParam().told), std::string::npos) << error.what();
    EXPECT_TRUE(std::string(error.what()).starts_with("'kept.json' ")) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(
    EvaluationJson, RefusedEvaluation,
    testing::Values(RefusedCase{"NoJson", "ndcg@10 0.4", "is not JSON: line 1, column 2: 'd' was not expected"},
                    RefusedCase{"Empty", "{}", "names no metric"},
                    RefusedCase{"NoMetric", R"({"colour": 0.5})", "metric 'colour' is none of"},
                    RefusedCase{"PerCent", R"({"ndcg@10": 40})", "has 40 for ndcg@10, must be in [0, 1]"},
                    RefusedCase{"Text", R"({"metrics": {"map": "high"}})", "must be a number"},
                    RefusedCase{"LaterVersion", R"({"schema_version": 2, "metrics": {"map": 0.5}})", "reads 1"},
                    RefusedCase{"HalfAnInterval", R"({"metrics": {"map": 0.5}, "intervals": {"map": [0.4]}})",
                                "no two numbers"},
                    RefusedCase{"MissingValue", R"({"metrics": {"map": 0.5}, "per_query": {"q1": {}}})",
                                "lacks map of query 'q1'"}),
    [](const auto& param) { return param.param.name; });

TEST(Compare, PairsTheQueriesThatBothHave) {
  const auto now = with_values({"a", "b", "c"}, {0.5, 0.5, 0.0});
  const auto before = with_values({"d", "b", "a"}, {1.0, 0.25, 0.5});
  const auto comparisons = compare(now, before);
  ASSERT_EQ(comparisons.size(), 1u);
  EXPECT_EQ(comparisons[0].query_count, 2u);
  EXPECT_DOUBLE_EQ(comparisons[0].mean, 0.5);
  EXPECT_DOUBLE_EQ(comparisons[0].other_mean, 0.375);
  EXPECT_EQ(comparisons[0].paired->wins, 1u);
  EXPECT_EQ(comparisons[0].paired->ties, 1u);
}

TEST(Compare, CallsAFallWhatIsMoreThanChance) {
  std::vector<std::string> ids;
  for (int i = 0; i < 40; ++i) ids.push_back("q" + std::to_string(i));
  std::vector<double> kept(40, 0.8);
  std::vector<double> lower(40, 0.7);
  std::vector<double> scattered = kept;
  for (std::size_t i = 0; i < scattered.size(); ++i) scattered[i] += i % 2 == 0 ? 0.15 : -0.16;
  EXPECT_TRUE(compare(with_values(ids, lower), with_values(ids, kept))[0].falls());
  EXPECT_FALSE(compare(with_values(ids, scattered), with_values(ids, kept))[0].falls());
  EXPECT_FALSE(compare(with_values(ids, kept), with_values(ids, lower))[0].falls());
}

TEST(Compare, HoldsAMeanAloneAsAFloor) {
  const auto now = with_values({"a", "b"}, {0.4, 0.6});
  EXPECT_FALSE(compare(now, Evaluation::from_json(R"({"ndcg@10": 0.5})", "b"))[0].falls());
  EXPECT_TRUE(compare(now, Evaluation::from_json(R"({"ndcg@10": 0.51})", "b"))[0].falls());
}

TEST(Changes, BeginWithTheWorstLossAndLeaveTiesOut) {
  const auto now = with_values({"tie", "gain", "b", "a", "worst"}, {0.5, 1.0, 0.25, 0.25, 0.0});
  const auto before = with_values({"tie", "gain", "b", "a", "worst"}, {0.5, 0.5, 0.5, 0.5, 1.0});
  std::vector<std::string> ids;
  for (const auto& change : changes(now, before, "ndcg@10")) ids.push_back(change.query_id);
  EXPECT_EQ(ids, (std::vector<std::string>{"worst", "a", "b", "gain"}));
  EXPECT_TRUE(changes(now, before, "map").empty());
}

}  // namespace
}  // namespace kbsearch
