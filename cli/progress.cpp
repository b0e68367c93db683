#include "progress.hpp"

#include <unistd.h>

#include <algorithm>

#include "standard_streams.hpp"
#include "terminal_sequences.hpp"

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
  std::string line(kEraseLine);
  if (share) {
    const auto filled = static_cast<std::size_t>(std::clamp(*share, 0.0, 1.0) * kBarColumns);
    line += "[" + std::string(filled, '#') + std::string(kBarColumns - filled, ' ') + "] ";
  }
  draw_on_standard_error(line + std::to_string(count) + ' ' + unit_);
}

void Progress::clear() {
  if (drawn_) draw_on_standard_error(kEraseLine);
  drawn_ = false;
}

}  // namespace kbsearch::cli
