// Bytes from a file, standard input or a C++ stream through one buffer that can look ahead: formats
// are told from the first bytes, and those must not be lost when the input is a pipe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kbsearch::records {

/// Views returned by a ByteInput are valid until its next call. Every reading function throws
/// Error{kIo} if the system refuses.
class ByteInput {
 public:
  /// Opens a regular file, or the open descriptor that `path` names. Never waits for a pipe or a device. Throws
  /// Error{kIo} if it cannot be opened or is something else.
  static ByteInput of_file(const std::string& path);
  static ByteInput of_standard_input();
  /// `stream` must outlive the input; `name` stands for it in messages.
  static ByteInput of_stream(std::istream& stream, std::string name);
  static ByteInput of_text(std::string text);
  /// Gives `input` as UTF-8; `encoding` is known to analysis::Decoder.
  static ByteInput decoded(ByteInput input, const std::string& encoding);

  /// Returns the size of the whole input in bytes; nothing if only reading it would tell.
  std::optional<std::uint64_t> size() const { return size_; }

  /// Returns everything buffered after making sure of `at_least` bytes; less only at the end of the
  /// input.
  std::string_view peek(std::size_t at_least);
  /// Returns everything buffered, with more behind it than before; the same only at the end of the input.
  std::string_view peek_more();
  /// Consumes the first `size` of the buffered bytes.
  void skip(std::size_t size) { consume(size); }

  /// Passes over a UTF-8 byte order mark; to be called before anything was read.
  void skip_byte_order_mark();

  struct Line {
    std::string_view text;   ///< Without the line feed. Only its beginning if it is too long.
    std::size_t number = 0;  ///< 1-based.
    bool too_long = false;   ///< Passes `max_bytes`; the rest is dropped unread by the next call.
  };
  /// Returns the next line; nothing at the end.
  std::optional<Line> next_line(std::size_t max_bytes);

  /// Returns all that is left, or nothing if that is more than `max_bytes`.
  std::optional<std::string_view> read_all(std::size_t max_bytes);

  /// Bytes consumed; of a decoded input at most those that were read to decode them.
  std::uint64_t bytes_read() const { return raw_bytes_ ? std::min(bytes_read_, *raw_bytes_) : bytes_read_; }

 private:
  /// Reads up to `size` bytes to `into`; 0 only at the end.
  using ReadFunction = std::function<std::size_t(char* into, std::size_t size)>;
  explicit ByteInput(ReadFunction read, std::optional<std::uint64_t> size = std::nullopt)
      : read_(std::move(read)), size_(size) {}

  std::string_view buffered() const { return {buffer_.data() + begin_, end_ - begin_}; }
  bool fill();
  void consume(std::size_t size);
  void drop_rest_of_line();

  ReadFunction read_;
  std::optional<std::uint64_t> size_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t line_number_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::shared_ptr<const std::uint64_t> raw_bytes_;  ///< Decoded so far; nothing if the input is as it was.
  bool at_end_ = false;
  bool inside_long_line_ = false;
};

/// Returns the descriptor that `path` (/dev/stdin, /dev/fd/63, /proc/self/fd/63) names, as shells do for
/// `<(command)`: it is open already, so it is read like standard input, whatever it is.
std::optional<int> open_descriptor_named(std::string_view path);

/// Returns why the file system's entry at `path` is not read ("is a pipe, not a file ..."); empty for a regular file,
/// or if nothing is there.
std::string why_no_file(const std::string& path);

}  // namespace kbsearch::records
