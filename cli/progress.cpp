#include "progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "load_line.hpp"
#include "standard_streams.hpp"
#include "terminal_sequences.hpp"

namespace kbsearch::cli {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kWidestBar = 30;

std::size_t columns_of_standard_error() {
  winsize size{};
  const bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return is_known ? size.ws_col - 1u : 79u;  // a full line would wrap, and could not be drawn over
}

}  // namespace

Progress::Progress(bool enabled, const char* unit) : enabled_(enabled && isatty(STDERR_FILENO) != 0), unit_(unit) {}

Progress::~Progress() { clear(); }

bool Progress::is_due() const { return enabled_ && steady_clock::now() - last_ >= std::chrono::milliseconds(100); }

void Progress::draw(const std::string& line) {
  last_ = steady_clock::now();
  drawn_ = true;
  draw_on_standard_error(std::string(kEraseLine) + line);
}

void Progress::show(std::uint64_t count, std::optional<double> share) {
  const std::lock_guard lock(mutex_);
  if (!is_due()) return;
  std::string line;
  if (share) {
    const auto filled = static_cast<std::size_t>(std::clamp(*share, 0.0, 1.0) * kWidestBar);
    line = "[" + std::string(filled, '#') + std::string(kWidestBar - filled, ' ') + "] ";
  }
  draw(line + std::to_string(count) + ' ' + unit_);
}

void Progress::show(const LoadProgress& progress) {
  const std::lock_guard lock(mutex_);
  const bool is_new = progress.phase != phase_;
  if (is_new) {
    phase_ = progress.phase;
    phase_began_ = steady_clock::now();
  }
  if (enabled_ && (is_new || is_due())) {
    draw(load_line(progress, steady_clock::now() - phase_began_, columns_of_standard_error()));
  }
}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  if (drawn_) draw_on_standard_error(kEraseLine);
  drawn_ = false;
}

}  // namespace kbsearch::cli
