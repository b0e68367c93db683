#include "kbsearch/names.hpp"

#include <algorithm>

namespace kbsearch {
namespace {

// A name is told by its beginning: what is longer is a text that someone took for one.
constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kShortNameBytes = 4;

std::string lower_case(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

bool begins_alike(std::string_view name, std::string_view other) { return name.substr(0, 1) == other.substr(0, 1); }

}  // namespace

std::size_t edits_between(std::string_view name, std::string_view other) {
  std::vector<std::vector<std::size_t>> cost(name.size() + 1, std::vector<std::size_t>(other.size() + 1));
  for (std::size_t i = 0; i <= name.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= other.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= name.size(); ++i) {
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t replaced = cost[i - 1][j - 1] + (name[i - 1] != other[j - 1] ? 1 : 0);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && name[i - 1] == other[j - 2] && name[i - 2] == other[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[name.size()][other.size()];
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  if (name.size() > kMaxNameBytes) return {};
  const auto lower = lower_case(name);
  std::string nearest;
  std::size_t fewest = (name.size() <= kShortNameBytes ? 1 : std::max<std::size_t>(2, name.size() / 3)) + 1;
  for (const auto& candidate : candidates) {
    const auto other = lower_case(candidate);
    const auto count = edits_between(lower, other);
    // Of equals the one that begins alike: the first letter is seldom mistyped.
    const bool is_nearer = count < fewest || (count == fewest && !nearest.empty() && begins_alike(lower, other) &&
                                              !begins_alike(lower, lower_case(nearest)));
    if (!is_nearer) continue;
    fewest = count;
    nearest = candidate;
  }
  return nearest;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
  const auto nearest = nearest_name(name, candidates);
  return nearest.empty() ? std::string() : "; did you mean '" + nearest + "'?";
}

}  // namespace kbsearch
