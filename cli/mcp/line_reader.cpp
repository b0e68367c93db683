#include "mcp/line_reader.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kReadBytes = 64 * 1024;

}  // namespace

std::optional<InputLine> LineReader::next() {
  for (;;) {
    const auto end = buffer_.find('\n', searched_);
    const bool is_last = end == buffer_.npos && is_over_;
    if (is_last && buffer_.empty() && !is_passing_over_) return std::nullopt;
    if (end != buffer_.npos || is_last) {
      InputLine line;
      line.is_too_long = is_passing_over_ || (is_last ? buffer_.size() : end) > most_bytes_;
      if (!line.is_too_long) line.text = buffer_.substr(0, end);
      if (line.text.ends_with('\r')) line.text.pop_back();
      buffer_.erase(0, is_last ? buffer_.size() : end + 1);
      searched_ = 0;
      is_passing_over_ = false;
      return line;
    }
    searched_ = buffer_.size();
    if (buffer_.size() > most_bytes_) {
      is_passing_over_ = true;
      buffer_.clear();
      searched_ = 0;
    }
    is_over_ = !fill();
  }
}

bool LineReader::fill() {
  pollfd waiting[] = {{descriptor_, POLLIN, 0}, {wake_, POLLIN, 0}};
  while (::poll(waiting, 2, -1) < 0) {
    if (errno != EINTR) return false;
  }
  if (waiting[1].revents != 0) return false;
  const auto size = buffer_.size();
  buffer_.resize(size + kReadBytes);
  ssize_t count;
  do {
    count = ::read(descriptor_, buffer_.data() + size, kReadBytes);
  } while (count < 0 && errno == EINTR);
  buffer_.resize(size + static_cast<std::size_t>(count > 0 ? count : 0));
  return count > 0;
}

}  // namespace kbsearch::cli::mcp
