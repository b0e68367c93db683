#include "load_line.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "counted.hpp"

namespace kbsearch::cli {
namespace {

constexpr std::size_t kBarColumns = 20;
// Before, a rate is a guess.
constexpr double kLeastSeconds = 1.0;

std::optional<double> share_of(const LoadProgress& progress) {
  const auto total = progress.bytes_total.value_or(0);
  if (progress.phase != LoadProgress::Phase::kReading || total == 0) return std::nullopt;
  return std::min(1.0, static_cast<double>(progress.bytes_read) / static_cast<double>(total));
}

std::string bar(double share) {
  const auto filled = static_cast<std::size_t>(share * kBarColumns);
  char percent[16];
  std::snprintf(percent, sizeof percent, "%3d%%", static_cast<int>(share * 100.0));
  return "[" + std::string(filled, '#') + std::string(kBarColumns - filled, ' ') + "] " + percent;
}

/// Returns "0:07", "12:30", "1:02:03".
std::string clock_of(double seconds) {
  const auto whole = static_cast<long long>(seconds);
  char text[48];
  if (whole < 3'600) {
    std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3'600, whole / 60 % 60, whole % 60);
  }
  return text;
}

}  // namespace

std::string load_line(const LoadProgress& progress, std::chrono::duration<double> in_phase, std::size_t columns) {
  const double seconds = in_phase.count();
  std::string line(to_string(progress.phase));
  const auto share = share_of(progress);
  if (share) line += ' ' + bar(*share);
  line += "  " + counted(progress.records, "record");
  const bool has_rate = progress.phase == LoadProgress::Phase::kReading && seconds >= kLeastSeconds;
  if (has_rate) {
    const auto rate = static_cast<double>(progress.records) / seconds;
    line += ", " + std::to_string(static_cast<long long>(rate)) + "/s";
  }
  if (has_rate && share && *share > 0.01) {
    line += ", " + clock_of(seconds * (1.0 - *share) / *share) + " left";
  } else {
    line += ", " + clock_of(seconds);
  }
  line.resize(std::min(line.size(), columns));
  return line;
}

}  // namespace kbsearch::cli
