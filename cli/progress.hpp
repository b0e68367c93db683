// A line on the terminal that tells how far a long run is. (Debian 12 packages no C++ progress library, and one counter
// and one bar need none.)
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace kbsearch::cli {

class Progress {
 public:
  /// Shows nothing unless standard error is a terminal and `enabled`. `unit` is what is counted, in the plural.
  explicit Progress(bool enabled, const char* unit = "records");
  ~Progress();

  /// `share` in [0, 1] draws a bar; without it only the count is shown. Redraws at most ten times a second.
  void show(std::uint64_t count, std::optional<double> share);
  /// Takes the line away, so that messages can follow.
  void clear();

 private:
  bool enabled_;
  const char* unit_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace kbsearch::cli
