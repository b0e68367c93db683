#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <sstream>

#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"

namespace kbsearch {
namespace {

// Grades: a 2, b 1, c 0, d 1. So three records are relevant, four are judged, and the ideal order is 2 1 1.
const Judgments kMetricJudgments = {{"a", 2}, {"b", 1}, {"c", 0}, {"d", 1}};
const double kIdeal = 2.0 + 1.0 / std::log2(3.0) + 1.0 / 2.0;

struct MetricCase {
  const char* name;
  const char* metric;
  std::vector<std::string> ranking;
  double value;
};

class MetricValue : public testing::TestWithParam<MetricCase> {};

// The values were worked out by hand from trec_eval's definitions.
TEST_P(MetricValue, IsTheOneWorkedOutByHand) {
  EXPECT_NEAR(Metric::parse(GetParam().metric).score(GetParam().ranking, kMetricJudgments), GetParam().value, 1e-12);
}

const std::vector<std::string> kRanking = {"x", "a", "c", "b"};
const std::vector<std::string> kPerfect = {"a", "b", "d"};

INSTANTIATE_TEST_SUITE_P(
    Metric, MetricValue,
    testing::Values(
        MetricCase{"NdcgGainsLinearly", "ndcg@10", kRanking, (2.0 / std::log2(3.0) + 1.0 / std::log2(5.0)) / kIdeal},
        MetricCase{"NdcgCutsTheIdealToo", "ndcg@2", kRanking, (2.0 / std::log2(3.0)) / (2.0 + 1.0 / std::log2(3.0))},
        MetricCase{"NdcgWithoutADepthSeesAll", "ndcg", kRanking,
                   (2.0 / std::log2(3.0) + 1.0 / std::log2(5.0)) / kIdeal},
        MetricCase{"NdcgOfTheIdealOrder", "ndcg@10", kPerfect, 1.0},
        MetricCase{"NdcgOfSwappedGrades", "ndcg@10", {"b", "a", "d"}, (1.0 + 2.0 / std::log2(3.0) + 0.5) / kIdeal},
        MetricCase{"MrrOfTheSecond", "mrr@10", kRanking, 0.5}, MetricCase{"MrrBehindTheCut", "mrr@1", kRanking, 0.0},
        MetricCase{"MrrWithoutADepth", "mrr", {"x", "y", "z", "c", "d"}, 0.2},
        MetricCase{"RecallCountsRelevantOnly", "recall@4", kRanking, 2.0 / 3.0},
        MetricCase{"RecallAtACut", "recall@2", kRanking, 1.0 / 3.0},
        MetricCase{"RecallOfAll", "recall@100", kPerfect, 1.0},
        MetricCase{"PrecisionDividesByTheDepth", "p@10", kRanking, 0.2},
        MetricCase{"PrecisionAtFour", "p@4", kRanking, 0.5},
        MetricCase{"MapCountsWhatIsMissingAsZero", "map", kRanking, (1.0 / 2.0 + 2.0 / 4.0) / 3.0},
        MetricCase{"MapOfTheIdealOrder", "map", kPerfect, 1.0},
        MetricCase{"MapAtACut", "map@2", kRanking, (1.0 / 2.0) / 3.0},
        MetricCase{"JudgedCountsGradeZero", "judged@4", kRanking, 0.75},
        MetricCase{"JudgedDividesByTheDepth", "judged@10", kRanking, 0.3}),
    [](const auto& param) { return param.param.name; });

TEST(Metric, IsZeroWithoutResultsAndWithoutRelevantRecords) {
  for (const char* name : {"ndcg@10", "ndcg", "mrr@10", "recall@10", "recall", "p@10", "map"}) {
    EXPECT_EQ(Metric::parse(name).score({}, kMetricJudgments), 0.0) << name;
    EXPECT_EQ(Metric::parse(name).score(kRanking, {}), 0.0) << name;
    EXPECT_EQ(Metric::parse(name).score(kRanking, {{"a", 0}, {"b", -1}}), 0.0) << name;
  }
}

TEST(Metric, RefusesANameItDoesNotKnow) {
  for (const char* name : {"ndcg@", "ndcg@0", "ndcg@-1", "p", "judged", "bleu@4", ""})
    EXPECT_THROW(Metric::parse(name), Error) << name;
}

std::string refusal_of(const std::string& text, const std::function<void(std::istream&)>& read) {
  std::istringstream input(text);
  try {
    read(input);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ReadQrels, NamesTheLineThatIsNoJudgment) {
  const auto read = [](std::istream& input) { read_qrels(input, "qrels.txt"); };
  EXPECT_TRUE(refusal_of("q1 0 d1 1\n\nq1 0 d2\n", read).starts_with("qrels.txt:3: "));
  EXPECT_TRUE(refusal_of("q1 0 d1 0.5\n", read).starts_with("qrels.txt:1: "));
  EXPECT_NE(refusal_of("q1 0 d1 1\nq1 0 d1 2\n", read).find("qrels.txt:2: record 'd1'"), std::string::npos);
  EXPECT_EQ(refusal_of("q1 0 d1 1\r\nq1 0 d1 1\n", read), "accepted");
}

TEST(ReadQrels, PassesOverCommentsAndReadsIdsThatBeginAsThey) {
  std::istringstream input("# judged by two of us\nq1 0 d1 1\n#\n#tag 0 d2 2\n");
  const auto qrels = read_qrels(input, "qrels.txt");
  EXPECT_EQ(qrels.size(), 2u);
  EXPECT_EQ(qrels.at("#tag").at("d2"), 2);
}

TEST(ReadQueries, NamesTheLineThatIsNoQuery) {
  const auto read = [](std::istream& input) { read_queries(input, "q.tsv"); };
  EXPECT_TRUE(refusal_of("q1\tone\n\nq2 two\n", read).starts_with("q.tsv:3: "));
  EXPECT_NE(refusal_of("q1\tone\nq1\ttwo\n", read).find("'q1' comes twice"), std::string::npos);
}

TEST(ReadQueries, KeepsTheOrderAndTheText) {
  std::istringstream input("b\tsecond: \"letter\t\r\na\tfirst\n");
  const auto queries = read_queries(input, "q.tsv");
  ASSERT_EQ(queries.size(), 2u);
  EXPECT_EQ(queries[0].id, "b");
  EXPECT_EQ(queries[0].text, "second: \"letter\t");
  EXPECT_EQ(queries[1].text, "first");
}

}  // namespace
}  // namespace kbsearch
