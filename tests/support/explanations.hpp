// What explanations are tested by.
#pragma once

#include "kbsearch/search_results.hpp"

namespace kbsearch::test {

/// The sum of all values that have no parts: it must be the score.
inline double sum_of_leaves(const Explanation& explanation) {
  if (explanation.parts.empty()) return explanation.value;
  double sum = 0.0;
  for (const auto& part : explanation.parts) sum += sum_of_leaves(part);
  return sum;
}

}  // namespace kbsearch::test
