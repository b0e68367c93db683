#include "progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace kbsearch::cli {
namespace {

constexpr std::size_t kBarColumns = 30;

}  // namespace

Progress::Progress(bool enabled, const char* unit) : enabled_(enabled && isatty(STDERR_FILENO) != 0), unit_(unit) {}

Progress::~Progress() { clear(); }

void Progress::show(std::uint64_t count, std::optional<double> share) {
  const auto now = std::chrono::steady_clock::now();
  if (!enabled_ || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  drawn_ = true;
  std::string line = "\r\033[K";
  if (share) {
    const auto filled = static_cast<std::size_t>(std::clamp(*share, 0.0, 1.0) * kBarColumns);
    line += "[" + std::string(filled, '#') + std::string(kBarColumns - filled, ' ') + "] ";
  }
  std::cerr << line << count << ' ' << unit_ << std::flush;
}

void Progress::clear() {
  if (drawn_) std::cerr << "\r\033[K" << std::flush;
  drawn_ = false;
}

}  // namespace kbsearch::cli
