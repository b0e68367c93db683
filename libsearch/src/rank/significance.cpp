// What chance can do to a mean over queries: bootstrap intervals and the paired randomisation test.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"

namespace kbsearch {
namespace {

/// SplitMix64: 64 bits a step, the same on every machine. Source: Steele, Lea & Flood, OOPSLA 2014.
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
  }

  /// Returns an index in [0, size), size < 2^32: the high half scaled down, uneven by less than size / 2^32.
  std::size_t index_below(std::size_t size) { return static_cast<std::size_t>(((next() >> 32) * size) >> 32); }

 private:
  std::uint64_t state_;
};

double sum_of(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

[[noreturn]] void refuse_resampling(const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, "resampling: " + what);
}

void require_in_range(const Resampling& resampling) {
  constexpr std::size_t kMost = 1'000'000;
  const auto require_count = [&](const char* name, std::size_t count) {
    if (count < 1 || count > kMost) {
      refuse_resampling(std::string(name) + " is " + std::to_string(count) + ", must be in [1, " +
                        std::to_string(kMost) + "]");
    }
  };
  require_count("resamples", resampling.resamples);
  require_count("sign_flips", resampling.sign_flips);
  if (!(resampling.confidence > 0.0 && resampling.confidence < 1.0)) {
    refuse_resampling("confidence is " + std::to_string(resampling.confidence) + ", must be in (0, 1)");
  }
}

/// Returns p of the randomisation test that each difference keeps or turns its sign by the toss of a coin.
double sign_flip_p(const std::vector<double>& differences, const Resampling& resampling) {
  double absolute_sum = 0.0;
  for (const double difference : differences) absolute_sum += std::abs(difference);
  // Sums of the same numbers in other signs round differently: as large means as large but for that.
  const double observed = std::abs(sum_of(differences)) - 1e-12 * absolute_sum;
  SplitMix64 random(resampling.seed);
  std::size_t as_large = 0;
  for (std::size_t flip = 0; flip < resampling.sign_flips; ++flip) {
    double sum = 0.0;
    std::uint64_t coins = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
      if (i % 64 == 0) coins = random.next();
      sum += (coins & 1) != 0 ? differences[i] : -differences[i];
      coins >>= 1;
    }
    as_large += std::abs(sum) >= observed ? 1 : 0;
  }
  return static_cast<double>(as_large + 1) / static_cast<double>(resampling.sign_flips + 1);
}

}  // namespace

Interval bootstrap_mean(std::span<const double> values, const Resampling& resampling) {
  require_in_range(resampling);
  if (values.empty()) return {};
  // Equal values have no spread; their sums would show one of rounding.
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (*least == *most) return {*least, *least};
  SplitMix64 random(resampling.seed);
  std::vector<double> means(resampling.resamples);
  for (double& mean : means) {
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += values[random.index_below(values.size())];
    mean = sum / static_cast<double>(values.size());
  }
  std::sort(means.begin(), means.end());
  const double outside = (1.0 - resampling.confidence) / 2.0 * static_cast<double>(means.size());
  const auto cut = std::min(static_cast<std::size_t>(outside), (means.size() - 1) / 2);
  return {means[cut], means[means.size() - 1 - cut]};
}

PairedDifference compare_pairs(std::span<const double> values, std::span<const double> others,
                               const Resampling& resampling) {
  require_in_range(resampling);
  if (values.size() != others.size()) {
    throw Error(ErrorCode::kInvalidArgument, "cannot pair " + std::to_string(values.size()) + " values with " +
                                                 std::to_string(others.size()) + ": one pair a query is needed");
  }
  PairedDifference paired;
  std::vector<double> differences;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double difference = values[i] - others[i];
    const bool tie = std::abs(difference) <= PairedDifference::kTie;
    differences.push_back(tie ? 0.0 : difference);
    ++(tie ? paired.ties : difference > 0.0 ? paired.wins : paired.losses);
  }
  if (!differences.empty()) paired.mean = sum_of(differences) / static_cast<double>(differences.size());
  paired.interval = bootstrap_mean(differences, resampling);
  paired.p = sign_flip_p(differences, resampling);
  return paired;
}

}  // namespace kbsearch
