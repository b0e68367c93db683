#include <algorithm>
#include <map>

#include "kbsearch/search_results.hpp"

namespace kbsearch {
namespace {

using Leaves = std::map<std::string, std::vector<double>>;

void add_leaves(const Explanation& explanation, std::size_t number, std::size_t count, Leaves& leaves) {
  if (explanation.parts.empty()) {
    auto& values = leaves[explanation.label];
    values.resize(count, 0.0);
    values[number] += explanation.value;
  }
  for (const auto& part : explanation.parts) add_leaves(part, number, count, leaves);
}

double spread(const ScoreDifference& difference) {
  const auto [least, most] = std::minmax_element(difference.values.begin(), difference.values.end());
  return *most - *least;
}

}  // namespace

std::vector<ScoreDifference> differences(const std::vector<Explanation>& explanations) {
  Leaves leaves;
  for (std::size_t i = 0; i < explanations.size(); ++i) add_leaves(explanations[i], i, explanations.size(), leaves);
  std::vector<ScoreDifference> sorted;
  for (auto& [label, values] : leaves) {
    ScoreDifference difference{label, std::move(values)};
    if (spread(difference) > 0.0) sorted.push_back(std::move(difference));
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return spread(a) > spread(b); });
  return sorted;
}

}  // namespace kbsearch
