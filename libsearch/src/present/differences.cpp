#include <algorithm>
#include <cmath>
#include <map>

#include "kbsearch/search_results.hpp"

namespace kbsearch {
namespace {

void add_leaves(const Explanation& explanation, double ScoreDifference::*side,
                std::map<std::string, ScoreDifference>& leaves) {
  if (explanation.parts.empty()) {
    auto& leaf = leaves[explanation.label];
    leaf.label = explanation.label;
    leaf.*side += explanation.value;
  }
  for (const auto& part : explanation.parts) add_leaves(part, side, leaves);
}

}  // namespace

std::vector<ScoreDifference> differences(const Explanation& explanation, const Explanation& other) {
  std::map<std::string, ScoreDifference> leaves;
  add_leaves(explanation, &ScoreDifference::value, leaves);
  add_leaves(other, &ScoreDifference::other_value, leaves);
  std::vector<ScoreDifference> sorted;
  for (const auto& [label, leaf] : leaves) {
    if (leaf.value != leaf.other_value) sorted.push_back(leaf);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::abs(a.value - a.other_value) > std::abs(b.value - b.other_value);
  });
  return sorted;
}

}  // namespace kbsearch
