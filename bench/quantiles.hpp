// Medians and tails of measured times.
#pragma once

#include <vector>

namespace kbsearch::bench {

struct Quantiles {
  double median = 0.0;
  double p95 = 0.0;
  double p99 = 0.0;
  double mean = 0.0;
};

/// Quantiles by the nearest rank: each is a time that was measured. `times` must not be empty.
Quantiles quantiles(std::vector<double> times);

}  // namespace kbsearch::bench
