// What a term gives by its wdf, for the wdfs that are common: rank::term_score without its division.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "rank/bm25.hpp"

namespace kbsearch::match {

class ScoreTable {
 public:
  ScoreTable(double k1, double presence) : k1_(k1), presence_(presence) {
    for (std::size_t wdf = 0; wdf < factors_.size(); ++wdf) factors_[wdf] = factor(static_cast<double>(wdf));
  }

  /// Returns a wdf that all have that reach `least`, as far as rounding tells. Scores grow with their wdf.
  std::uint32_t least_wdf(double weight, double least) const {
    const auto at =
        std::partition_point(factors_.begin(), factors_.end(), [&](double factor) { return weight * factor < least; });
    return static_cast<std::uint32_t>(at - factors_.begin());
  }

  /// Returns rank::term_score of a term with this weight, to the last bit.
  double score(double weight, std::uint32_t wdf) const {
    return weight * (wdf < factors_.size() ? factors_[wdf] : factor(wdf));
  }

 private:
  double factor(double wdf) const { return rank::term_score(1.0, wdf, k1_, presence_); }

  double k1_;
  double presence_;
  std::array<double, 512> factors_;
};

}  // namespace kbsearch::match
