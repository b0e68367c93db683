#include "records/byte_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <istream>
#include <system_error>

#include "analysis/charset.hpp"
#include "base/utf8.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::records {
namespace {

constexpr std::size_t kChunkBytes = 256u << 10;

[[noreturn]] void refuse(const std::string& what, const std::string& name, int error) {
  throw Error(ErrorCode::kIo, what + " '" + name + "': " + std::generic_category().message(error), name);
}

/// Returns what an entry that is no regular file is, and how its content can be given all the same; empty for one.
std::string why_unread(const struct stat& entry) {
  switch (entry.st_mode & S_IFMT) {
    case S_IFREG:
      return {};
    case S_IFIFO:
      return "is a pipe, not a file";
    case S_IFCHR:
    case S_IFBLK:
      return "is a device, not a file";
    case S_IFSOCK:
      return "is a socket, not a file";
    case S_IFDIR:
      return "is a directory, not a file";
    default:
      return "is no file";
  }
}

[[noreturn]] void refuse_kind(const std::string& path, const std::string& why) {
  throw Error(ErrorCode::kIo, "'" + path + "' " + why, path, Remedy::kGiveAsStream);
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
      if (stream.bad()) throw Error(ErrorCode::kIo, "cannot read '" + name + "': the stream failed", name);
      return 0;
    }
    // Only what is there already: a slow pipe should not be waited for until the buffer is full.
    const std::streamsize ready = stream.rdbuf()->in_avail();
    const auto wanted = static_cast<std::streamsize>(size);
    stream.read(into, ready > 1 ? std::min(ready, wanted) : wanted);
    if (stream.bad()) throw Error(ErrorCode::kIo, "cannot read '" + name + "': the stream failed", name);
    return static_cast<std::size_t>(stream.gcount());
  } catch (const std::ios_base::failure&) {
    // The caller has switched stream exceptions on; at the end of the input they are no fault.
    if (stream.bad()) throw Error(ErrorCode::kIo, "cannot read '" + name + "': the stream failed", name);
    return static_cast<std::size_t>(stream.gcount());
  }
}

}  // namespace

ByteInput ByteInput::of_file(const std::string& path) {
  const auto named = open_descriptor_named(path);
  // Opening a pipe would wake its writer, opening a device may set it going: neither is opened. What stands there may
  // change in between, so what was opened is looked at again, and nothing is waited for.
  if (!named) {
    if (const std::string why = why_no_file(path); !why.empty()) refuse_kind(path, why);
  }
  const int descriptor =
      named ? ::fcntl(*named, F_DUPFD_CLOEXEC, 0) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) refuse("cannot open", path, errno);
  const auto handle = std::make_shared<FileHandle>(descriptor);
  struct stat opened {};
  if (::fstat(descriptor, &opened) != 0) refuse("cannot read", path, errno);
  if (!named) {
    if (const std::string why = why_unread(opened); !why.empty()) refuse_kind(path, why);
  }
  const bool has_size = !named && opened.st_size > 0;  // files of /proc say 0 and have content
  return ByteInput(
      [handle, path](char* into, std::size_t size) { return read_descriptor(handle->descriptor(), into, size, path); },
      has_size ? std::optional(static_cast<std::uint64_t>(opened.st_size)) : std::nullopt);
}

ByteInput ByteInput::of_standard_input() {
  return ByteInput([](char* into, std::size_t size) { return read_descriptor(STDIN_FILENO, into, size, "-"); });
}

ByteInput ByteInput::of_stream(std::istream& stream, std::string name) {
  return ByteInput([&stream, name = std::move(name)](char* into, std::size_t size) {
    return read_stream(stream, into, size, name);
  });
}

ByteInput ByteInput::of_text(std::string text) {
  const std::uint64_t size = text.size();
  return ByteInput(
      [text = std::move(text), given = std::size_t{0}](char* into, std::size_t room) mutable {
        const std::size_t got = text.copy(into, room, given);
        given += got;
        return got;
      },
      size);
}

ByteInput ByteInput::decoded(ByteInput input, const std::string& encoding) {
  struct Decoding {
    Decoding(ByteInput from, const std::string& name) : input(std::move(from)), decoder(name) {}
    ByteInput input;
    analysis::Decoder decoder;
    std::string ready;
    std::size_t given = 0;
    bool is_done = false;
  };
  const auto state = std::make_shared<Decoding>(std::move(input), encoding);
  const auto raw_bytes = std::make_shared<std::uint64_t>(0);
  ByteInput result([state, raw_bytes](char* into, std::size_t size) {
    while (state->given == state->ready.size() && !state->is_done) {
      const std::string_view piece = state->input.peek(1).substr(0, kChunkBytes);
      state->is_done = piece.empty();
      state->ready = state->decoder.decode(piece, state->is_done);
      state->given = 0;
      *raw_bytes += piece.size();
      state->input.skip(piece.size());
    }
    const std::size_t got = state->ready.copy(into, size, state->given);
    state->given += got;
    return got;
  });
  result.raw_bytes_ = raw_bytes;
  return result;
}

std::string_view ByteInput::peek_more() {
  fill();
  return buffered();
}

std::string_view ByteInput::peek(std::size_t at_least) {
  while (end_ - begin_ < at_least && fill()) {
  }
  return buffered();
}

void ByteInput::skip_byte_order_mark() {
  if (peek(base::kByteOrderMark.size()).starts_with(base::kByteOrderMark)) consume(base::kByteOrderMark.size());
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

std::optional<int> open_descriptor_named(std::string_view path) {
  if (path == "/dev/stdin") return STDIN_FILENO;
  for (const std::string_view directory : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(directory)) continue;
    const std::string_view digits = path.substr(directory.size());
    int descriptor = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), descriptor);
    if (read.ec == std::errc() && read.ptr == digits.data() + digits.size() && descriptor >= 0) return descriptor;
  }
  return std::nullopt;
}

std::string why_no_file(const std::string& path) {
  struct stat entry {};
  return ::stat(path.c_str(), &entry) == 0 ? why_unread(entry) : std::string();
}

}  // namespace kbsearch::records
