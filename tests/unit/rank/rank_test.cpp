#include <gtest/gtest.h>

#include "kbsearch/error.hpp"
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

}  // namespace
}  // namespace kbsearch
