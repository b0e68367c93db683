#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"
#include "kbsearch/ranking_profile.hpp"
#include "rank/bm25.hpp"
#include "rank/static_scores.hpp"

namespace kbsearch {
namespace {

TEST(Bm25Idf, StaysPositiveForATermInEveryDocument) { EXPECT_GT(rank::bm25_idf(1'000'000, 1'000'000), 0.0); }

TEST(Bm25Idf, FallsAsTheTermGetsCommoner) {
  for (std::uint64_t n = 1; n < 100; ++n) EXPECT_GT(rank::bm25_idf(n, 100), rank::bm25_idf(n + 1, 100));
}

TEST(Saturation, RisesWithTheFrequencyAndStaysUnderOne) {
  double before = 0.0;
  for (double wdf = 1; wdf < 10'000; wdf *= 2) {
    const double share = rank::saturation(wdf, 1.2);
    EXPECT_GT(share, before);
    EXPECT_LT(share, 1.0);
    before = share;
  }
}

TEST(ShapeValue, StaysWithinZeroAndOneAndRises) {
  for (const auto shape : {SignalShape::kLinear, SignalShape::kLogarithm, SignalShape::kSaturation}) {
    const Signal signal{"importance", shape, 100.0, 0.1, 0.5};
    double before = -1.0;
    for (const double value : {-5.0, 0.0, 1.0, 50.0, 100.0, 1e9}) {
      const double result = rank::shape_value(signal, value);
      EXPECT_GE(result, 0.0);
      EXPECT_LE(result, 1.0);
      EXPECT_GE(result, before);
      before = result;
    }
    EXPECT_EQ(rank::shape_value(signal, std::nullopt), 0.5);
  }
}

TEST(RankingProfile, ReadsBackWhatItWrites) {
  const auto profile = RankingProfile::named("default");
  EXPECT_EQ(RankingProfile::from_json(profile.to_json()).to_json(), profile.to_json());
}

struct RefusedCase {
  const char* name;
  const char* json;
  const char* told;
};

class RefusedProfile : public testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedProfile, TellsTheRange) {
  try {
    RankingProfile::from_json(GetParam().json);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(GetParam().told), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(
    RankingProfile, RefusedProfile,
    testing::Values(RefusedCase{"NegativeK1", R"({"k1":-1})", "[0.0, 10.0]"},
                    RefusedCase{"TextForANumber", R"({"k1":"much"})", "must be a number"},
                    RefusedCase{"UnknownMember", R"({"k9":1})", "unknown member 'k9'"},
                    RefusedCase{"UnknownShape", R"({"signals":[{"field":"importance","shape":"round"}]})",
                                "linear, log, saturation"},
                    RefusedCase{"HeavySignal", R"({"signals":[{"field":"importance","weight":7}]})", "[0.0, 1.0]"},
                    RefusedCase{"NoJson", "k1=3", "not one JSON object"}),
    [](const auto& param) { return param.param.name; });

// The expected values were worked out by hand from trec_eval's definitions.
TEST(Metric, EqualsTrecEvalsDefinitions) {
  const Judgments judgments = {{"a", 2}, {"b", 1}, {"c", 0}, {"d", 1}};
  const std::vector<std::string> ranking = {"x", "a", "c", "b"};
  const double ideal = 2.0 + 1.0 / std::log2(3.0) + 1.0 / std::log2(4.0);
  const double gained = 2.0 / std::log2(3.0) + 1.0 / std::log2(5.0);
  EXPECT_NEAR(Metric::parse("ndcg@10").score(ranking, judgments), gained / ideal, 1e-12);
  EXPECT_NEAR(Metric::parse("ndcg@2").score(ranking, judgments), (2.0 / std::log2(3.0)) / (2.0 + 1.0 / std::log2(3.0)),
              1e-12);
  EXPECT_DOUBLE_EQ(Metric::parse("mrr@10").score(ranking, judgments), 0.5);
  EXPECT_DOUBLE_EQ(Metric::parse("mrr@1").score(ranking, judgments), 0.0);
  EXPECT_DOUBLE_EQ(Metric::parse("recall@4").score(ranking, judgments), 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(Metric::parse("p@4").score(ranking, judgments), 0.5);
  EXPECT_DOUBLE_EQ(Metric::parse("map").score(ranking, judgments), (1.0 / 2.0 + 2.0 / 4.0) / 3.0);
  EXPECT_DOUBLE_EQ(Metric::parse("judged@4").score(ranking, judgments), 0.75);
  EXPECT_DOUBLE_EQ(Metric::parse("ndcg@10").score({}, judgments), 0.0);
  EXPECT_DOUBLE_EQ(Metric::parse("ndcg@10").score(ranking, {}), 0.0);
}

TEST(Metric, RefusesANameItDoesNotKnow) {
  for (const char* name : {"ndcg@", "ndcg@0", "p", "bleu@4", ""}) EXPECT_THROW(Metric::parse(name), Error) << name;
}

TEST(ReadQrels, NamesTheLineThatIsNoJudgment) {
  std::istringstream input("q1 0 d1 1\n\nq1 0 d2\n");
  try {
    read_qrels(input, "qrels.txt");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("qrels.txt:3"), std::string::npos);
  }
}

}  // namespace
}  // namespace kbsearch
