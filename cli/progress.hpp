// A line on the terminal that tells how far a long run is. (Debian 12 packages no C++ library for it: `apt-cache search
// progress` has those of Go, Haskell, Perl and Python. One counter and one bar need none.)
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "kbsearch/index_writer.hpp"

namespace kbsearch::cli {

/// May be used from several threads.
class Progress {
 public:
  /// Shows nothing unless standard error is a terminal and `enabled`. `unit` is what is counted, in the plural.
  explicit Progress(bool enabled, const char* unit = "records");
  ~Progress();

  bool is_shown() const { return enabled_; }
  /// `share` in [0, 1] draws a bar; without it only the count is shown. Redraws at most ten times a second.
  void show(std::uint64_t count, std::optional<double> share);
  void show(const LoadProgress& progress);
  /// Takes the line away, so that messages can follow.
  void clear();

 private:
  bool is_due() const;
  void draw(const std::string& line);

  bool enabled_;
  const char* unit_;
  std::mutex mutex_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_{};
  LoadProgress::Phase phase_ = LoadProgress::Phase::kReading;
  std::chrono::steady_clock::time_point phase_began_ = std::chrono::steady_clock::now();
};

}  // namespace kbsearch::cli
