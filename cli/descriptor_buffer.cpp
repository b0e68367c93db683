#include "descriptor_buffer.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace kbsearch::cli {
namespace {

// Holds the longest sequence that can be cut off (kMostLinkBytes) many times over.
constexpr std::size_t kAreaBytes = std::size_t{64} << 10;

}  // namespace

DescriptorBuffer::DescriptorBuffer(int descriptor) : descriptor_(descriptor), area_(kAreaBytes) {
  setp(area_.data(), area_.data() + area_.size());
}

DescriptorBuffer::~DescriptorBuffer() { close(); }

void DescriptorBuffer::set_rule(const std::optional<SafeRule>& rule) {
  if (rule == rule_) return;
  pass_on(/*is_last=*/true);
  rule_ = rule;
}

void DescriptorBuffer::set_sink(OutputSink* sink) {
  pass_on(/*is_last=*/true);
  sink_ = sink;
}

void DescriptorBuffer::write_control(std::string_view sequence) {
  pass_on(/*is_last=*/true);
  write_all(sequence);
}

int DescriptorBuffer::finish() {
  pass_on(/*is_last=*/true);
  return error_;
}

int DescriptorBuffer::close() {
  if (descriptor_ < 0) return error_;
  finish();
  // A network file system may say only here that the disk is full.
  if (::close(descriptor_) != 0 && error_ == 0 && errno != EINTR) error_ = errno;
  descriptor_ = -1;
  return error_;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type c) {
  pass_on(/*is_last=*/false);
  if (error_ != 0) return traits_type::eof();
  if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
  return traits_type::not_eof(c);
}

int DescriptorBuffer::sync() {
  pass_on(/*is_last=*/false);
  return error_ == 0 ? 0 : -1;
}

void DescriptorBuffer::pass_on(bool is_last) {
  const std::string_view held(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  std::size_t taken = held.size();
  if (!rule_) {
    write_all(held);
  } else {
    safe_.clear();
    taken = append_safe(held, *rule_, is_last, safe_);
    write_all(safe_);
  }
  // What was cut off begins the next round.
  std::copy(held.begin() + static_cast<std::ptrdiff_t>(taken), held.end(), area_.begin());
  setp(area_.data(), area_.data() + area_.size());
  pbump(static_cast<int>(held.size() - taken));
}

void DescriptorBuffer::write_all(std::string_view bytes) {
  if (sink_ != nullptr) {
    if (!bytes.empty()) sink_->write(bytes);
    return;
  }
  while (!bytes.empty() && error_ == 0) {
    const auto count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (count == 0) {
      error_ = EIO;  // takes nothing and says nothing: not to be asked forever
    } else if (errno == EAGAIN) {
      pollfd ready{descriptor_, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
}

}  // namespace kbsearch::cli
