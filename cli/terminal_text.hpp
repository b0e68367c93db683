// Text for a terminal: wrapped to its width, marked with colour, and never carrying an escape sequence of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "terminal_sequences.hpp"

namespace kbsearch::cli {

/// Columns of the terminal on standard output; 80 if it is none.
std::size_t terminal_width();

/// Each style makes its text safe: a sequence of our own that stands in a record must not pass for ours.
struct Style {
  bool color = false;
  bool hyperlinks = false;
  std::string bold(std::string_view text) const { return wrap(kBold, text); }
  std::string dim(std::string_view text) const { return wrap(kDim, text); }
  std::string mark(std::string_view text) const { return wrap(kMark, text); }
  std::string number(std::string_view text) const { return wrap(kNumber, text); }
  /// A terminal hyperlink (OSC 8) where wanted and is_linkable; `shown` is safe already.
  std::string link(const std::string& url, const std::string& shown) const;

 private:
  std::string wrap(std::string_view style, std::string_view text) const;
};

/// Returns `text` in lines of at most `width` columns, each after `indent` spaces, with `marks` highlighted. Lines
/// break at spaces, or between any two characters of scripts that write none.
std::string wrapped(std::string_view text, const std::vector<ByteRange>& marks, std::size_t indent, std::size_t width,
                    const Style& style);

/// Returns `text` with its marks highlighted, on one line.
std::string highlighted(std::string_view text, const std::vector<ByteRange>& marks, const Style& style,
                        bool all_bold = false);

/// Returns the number with that many digits after the point.
std::string fixed(double value, int digits);

}  // namespace kbsearch::cli
