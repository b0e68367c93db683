// Lines of a descriptor, none longer than a limit.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace kbsearch::cli::mcp {

struct InputLine {
  std::string text;          ///< Without its line feed, and a carriage return before it.
  bool is_too_long = false;  ///< It was passed over up to its end; `text` is empty.
};

/// Belongs to one thread.
class LineReader {
 public:
  /// The descriptors stay open. Holds at most `most_bytes` of a line and one read. Once `wake` can be read, or is
  /// closed at its other end, there are no more lines; -1 for none.
  LineReader(int descriptor, std::size_t most_bytes, int wake = -1)
      : descriptor_(descriptor), wake_(wake), most_bytes_(most_bytes) {}

  /// Waits for a line. The last one may lack its line feed. Nothing at the end, or when reading fails.
  std::optional<InputLine> next();

 private:
  bool fill();

  int descriptor_;
  int wake_;
  std::size_t most_bytes_;
  std::string buffer_;
  std::size_t searched_ = 0;  ///< Up to here `buffer_` has no line feed.
  bool is_passing_over_ = false;
  bool is_over_ = false;
};

}  // namespace kbsearch::cli::mcp
