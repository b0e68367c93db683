#include "quantiles.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kbsearch::bench {

Quantiles quantiles(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(times.size())));
    return times[std::clamp<std::size_t>(rank, 1, times.size()) - 1];
  };
  return {at(0.5), at(0.95), at(0.99),
          std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size())};
}

}  // namespace kbsearch::bench
