// Plots as SVG: shapes with classes that the style sheet colours, names for who does not see them, and no script.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "kbsearch/evaluation.hpp"

namespace kbsearch::report {

/// One bar of a plot.
struct Bar {
  double value = 0.0;   ///< Below 0 it hangs.
  std::string name;     ///< Shown where one points at it. Text, not markup.
  std::string address;  ///< Where it leads: `#query-3`. Empty for nowhere.
};

/// Returns the bars in their order, one beside the other. Values above 0 are wins and below 0 losses where
/// `are_differences`; else they lie in [0, 1]. `name` says what the plot shows; text.
[[nodiscard]] std::string bars(const std::vector<Bar>& bars, const std::string& name, bool are_differences);

/// A mean and its interval.
struct Estimate {
  double mean = 0.0;
  std::optional<Interval> interval;
};

/// Returns both on a scale from 0 to 1, the other one hollow.
[[nodiscard]] std::string estimates(const Estimate& own, const std::optional<Estimate>& other);

/// Returns wins, ties and losses as the parts of one bar; empty if there are none.
[[nodiscard]] std::string tally(std::size_t wins, std::size_t ties, std::size_t losses);

}  // namespace kbsearch::report
