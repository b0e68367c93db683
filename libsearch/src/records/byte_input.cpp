#include "records/byte_input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <istream>
#include <system_error>

#include "kbsearch/error.hpp"

namespace kbsearch::records {
namespace {

constexpr std::size_t kChunkBytes = 256u << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

[[noreturn]] void refuse(const std::string& what, const std::string& name, int error) {
  throw Error(ErrorCode::kIo, what + " '" + name + "': " + std::generic_category().message(error));
}

class FileHandle {
 public:
  explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle() { ::close(descriptor_); }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

std::size_t read_descriptor(int descriptor, char* into, std::size_t size, const std::string& name) {
  while (true) {
    const ssize_t got = ::read(descriptor, into, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) refuse("cannot read", name, errno);
  }
}

std::size_t read_stream(std::istream& stream, char* into, std::size_t size, const std::string& name) {
  try {
    if (stream.peek() == std::istream::traits_type::eof()) {
      if (stream.bad()) throw Error(ErrorCode::kIo, "cannot read '" + name + "': the stream failed");
      return 0;
    }
    // Only what is there already: a slow pipe should not be waited for until the buffer is full.
    const std::streamsize ready = stream.rdbuf()->in_avail();
    const auto wanted = static_cast<std::streamsize>(size);
    stream.read(into, ready > 1 ? std::min(ready, wanted) : wanted);
    if (stream.bad()) throw Error(ErrorCode::kIo, "cannot read '" + name + "': the stream failed");
    return static_cast<std::size_t>(stream.gcount());
  } catch (const std::ios_base::failure&) {
    // The caller has switched stream exceptions on; at the end of the input they are no fault.
    if (stream.bad()) throw Error(ErrorCode::kIo, "cannot read '" + name + "': the stream failed");
    return static_cast<std::size_t>(stream.gcount());
  }
}

}  // namespace

ByteInput ByteInput::of_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) refuse("cannot open", path, errno);
  const auto handle = std::make_shared<FileHandle>(descriptor);
  return ByteInput(
      [handle, path](char* into, std::size_t size) { return read_descriptor(handle->descriptor(), into, size, path); });
}

ByteInput ByteInput::of_standard_input() {
  return ByteInput([](char* into, std::size_t size) { return read_descriptor(STDIN_FILENO, into, size, "-"); });
}

ByteInput ByteInput::of_stream(std::istream& stream, std::string name) {
  return ByteInput([&stream, name = std::move(name)](char* into, std::size_t size) {
    return read_stream(stream, into, size, name);
  });
}

std::string_view ByteInput::peek(std::size_t at_least) {
  while (end_ - begin_ < at_least && fill()) {
  }
  return buffered();
}

void ByteInput::skip_byte_order_mark() {
  if (peek(kByteOrderMark.size()).starts_with(kByteOrderMark)) consume(kByteOrderMark.size());
}

std::optional<ByteInput::Line> ByteInput::next_line(std::size_t max_bytes) {
  if (inside_long_line_) drop_rest_of_line();
  std::size_t searched = 0;
  while (true) {
    const std::string_view ready = buffered();
    const std::size_t feed = ready.find('\n', searched);
    const bool found = feed != std::string_view::npos;
    const std::size_t size = found ? feed : ready.size();
    if (size > max_bytes) {
      inside_long_line_ = true;
      consume(max_bytes);
      return Line{ready.substr(0, max_bytes), ++line_number_, true};
    }
    if (found) {
      consume(size + 1);
      return Line{ready.substr(0, size), ++line_number_, false};
    }
    searched = ready.size();
    if (fill()) continue;
    // Looking for more may have moved what is there.
    const std::string_view rest = buffered();
    if (rest.empty()) return std::nullopt;
    consume(rest.size());
    return Line{rest, ++line_number_, false};
  }
}

std::optional<std::string_view> ByteInput::read_all(std::size_t max_bytes) {
  while (end_ - begin_ <= max_bytes && fill()) {
  }
  const std::string_view all = buffered();
  if (all.size() > max_bytes) return std::nullopt;
  consume(all.size());
  return all;
}

/// Gets more bytes behind the buffered ones; moves those to the front first, so views become
/// invalid.
bool ByteInput::fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kChunkBytes / 2) {
    buffer_.resize(std::max(kChunkBytes, buffer_.size() * 2));
  }
  const std::size_t got = read_(buffer_.data() + end_, buffer_.size() - end_);
  end_ += got;
  at_end_ = got == 0;
  return !at_end_;
}

void ByteInput::consume(std::size_t size) {
  begin_ += size;
  bytes_read_ += size;
}

void ByteInput::drop_rest_of_line() {
  inside_long_line_ = false;
  while (true) {
    const std::size_t feed = buffered().find('\n');
    if (feed != std::string_view::npos) return consume(feed + 1);
    consume(end_ - begin_);
    if (!fill()) return;
  }
}

}  // namespace kbsearch::records
