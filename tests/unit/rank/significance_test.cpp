#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"

namespace kbsearch {
namespace {

/// Values in [0, 1), evenly spread. The engine is the standard's; its distributions would differ between libraries.
std::vector<double> even_values(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<double>(random() >> 11) * 0x1p-53);
  return values;
}

TEST(BootstrapMean, HasNoWidthForEqualValues) {
  const std::vector<double> values(37, 0.1);
  const auto interval = bootstrap_mean(values);
  EXPECT_EQ(interval.low, 0.1);
  EXPECT_EQ(interval.high, 0.1);
}

TEST(BootstrapMean, IsZeroForNoValues) {
  const auto interval = bootstrap_mean({});
  EXPECT_EQ(interval.low, 0.0);
  EXPECT_EQ(interval.high, 0.0);
}

TEST(BootstrapMean, IsTheSameForTheSameSeed) {
  const auto values = even_values(50, 3);
  const auto first = bootstrap_mean(values);
  const auto second = bootstrap_mean(values);
  EXPECT_EQ(first.low, second.low);
  EXPECT_EQ(first.high, second.high);
  EXPECT_NE(bootstrap_mean(values, {.seed = 2}).low, first.low);
}

// Worked out apart from this code, from the published definition of SplitMix64. All sums are exact.
TEST(BootstrapMean, DrawsTheSameOnEveryMachine) {
  const std::vector<double> values = {0.0, 0.25, 0.5, 1.0};
  const auto interval = bootstrap_mean(values);
  EXPECT_EQ(interval.low, 0.0625);
  EXPECT_EQ(interval.high, 0.8125);
}

TEST(BootstrapMean, AgreesWithTheNormalIntervalOfManyValues) {
  // Evenly spread values have a variance of 1/12: half the interval is 1.96 sqrt(1/12 / n).
  const auto values = even_values(1000, 5);
  const auto interval = bootstrap_mean(values);
  EXPECT_NEAR((interval.high - interval.low) / 2.0, 1.96 * std::sqrt(1.0 / 12.0 / 1000.0), 0.0015);
}

TEST(BootstrapMean, CoversTheTrueMeanAboutAsOftenAsItSays) {
  std::size_t covered = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto interval = bootstrap_mean(even_values(40, seed), {.resamples = 500});
    covered += interval.low <= 0.5 && 0.5 <= interval.high ? 1 : 0;
  }
  // 95% of 400 is 380; the percentile bootstrap of 40 values covers a little less. Four standard errors are 17.
  EXPECT_GE(covered, 358u);
  EXPECT_LE(covered, 397u);
}

TEST(BootstrapMean, RefusesOptionsOutOfRange) {
  const std::vector<double> values = {0.0, 1.0};
  EXPECT_THROW(bootstrap_mean(values, {.resamples = 0}), Error);
  EXPECT_THROW(bootstrap_mean(values, {.sign_flips = 2'000'000}), Error);
  EXPECT_THROW(bootstrap_mean(values, {.confidence = 1.0}), Error);
}

TEST(ComparePairs, FindsNoDifferenceBetweenEqualLists) {
  const auto values = even_values(30, 7);
  const auto paired = compare_pairs(values, values);
  EXPECT_EQ(paired.mean, 0.0);
  EXPECT_EQ(paired.interval.low, 0.0);
  EXPECT_EQ(paired.interval.high, 0.0);
  EXPECT_EQ(paired.ties, 30u);
  EXPECT_EQ(paired.wins + paired.losses, 0u);
  EXPECT_EQ(paired.p, 1.0);
}

TEST(ComparePairs, FindsAClearDifference) {
  const auto others = even_values(40, 11);
  auto values = others;
  for (double& value : values) value += 0.1;
  values[0] -= 0.3;
  const auto paired = compare_pairs(values, others);
  EXPECT_NEAR(paired.mean, 0.0925, 1e-12);
  EXPECT_GT(paired.interval.low, 0.0);
  EXPECT_EQ(paired.wins, 39u);
  EXPECT_EQ(paired.losses, 1u);
  EXPECT_LT(paired.p, 0.001);
}

TEST(ComparePairs, SeesTheOtherSideTheOtherWayRound) {
  const auto values = even_values(40, 13);
  const auto others = even_values(40, 17);
  const auto one = compare_pairs(values, others);
  const auto other = compare_pairs(others, values);
  EXPECT_EQ(one.mean, -other.mean);
  EXPECT_EQ(one.wins, other.losses);
  EXPECT_EQ(one.p, other.p);
}

TEST(ComparePairs, HasThePOfAllSignsWrittenOut) {
  // Differences 0.1 to 0.4: of the 16 ways to set four signs, two have a sum of 1.0 or more either way. p -> 2 / 16.
  const std::vector<double> values = {0.1, 0.2, 0.3, 0.4};
  const std::vector<double> others(4, 0.0);
  EXPECT_NEAR(compare_pairs(values, others).p, 0.125, 0.015);
}

TEST(ComparePairs, RarelyFindsADifferenceWhereThereIsNone) {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto paired = compare_pairs(even_values(30, seed), even_values(30, seed + 1000), {.sign_flips = 500});
    found += paired.p < 0.05 ? 1 : 0;
  }
  EXPECT_LE(found, 37u);  // 5% of 400 is 20; four standard errors are 17
}

TEST(ComparePairs, RefusesListsOfDifferentLengths) {
  EXPECT_THROW(compare_pairs(even_values(3, 1), even_values(4, 1)), Error);
}

}  // namespace
}  // namespace kbsearch
