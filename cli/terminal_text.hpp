// Text for a terminal: wrapped to its width, marked with colour, and never carrying an escape sequence of its own.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "terminal_sequences.hpp"

namespace kbsearch::cli {

/// Columns of the terminal on standard output; 80 if it is none, or does not say.
std::size_t terminal_columns();
/// The columns that text is wrapped to: those, but at most 120, which the eye still follows.
std::size_t terminal_width();

/// Returns the columns that `text` takes: 2 for a wide character, 0 for a mark.
std::size_t columns_of(std::string_view text);
/// Returns `text` in at most `columns`, with an ellipsis at its end if that is not all.
std::string cut_to(std::string_view text, std::size_t columns);
/// Returns the rows that `text`, with styles and hyperlinks in it, takes on a terminal of so many columns.
std::size_t lines_on_screen(std::string_view text, std::size_t columns);

/// Each style makes its text safe: a sequence of our own that stands in a record must not pass for ours.
struct Style {
  bool color = false;
  bool hyperlinks = false;
  std::string bold(std::string_view text) const { return wrap(kBold, text); }
  std::string dim(std::string_view text) const { return wrap(kDim, text); }
  std::string mark(std::string_view text) const { return wrap(kMark, text); }
  std::string number(std::string_view text) const { return wrap(kNumber, text); }
  /// A terminal hyperlink (OSC 8) where wanted and the address has a link_target; `shown` is safe already.
  std::string link(const std::string& url, const std::string& shown) const;

 private:
  std::string wrap(std::string_view style, std::string_view text) const;
};

/// Returns `text` in lines of at most `columns`, each shown by `show`, which is given the marks that lie in it. Lines
/// break at spaces, or between any two characters of scripts that write none; a word longer than a line is cut.
using ShowLine = std::function<std::string(std::string_view line, const std::vector<ByteRange>& marks)>;
std::vector<std::string> wrapped_lines(std::string_view text, const std::vector<ByteRange>& marks, std::size_t columns,
                                       const ShowLine& show);

/// Returns `text` so wrapped to `width`, each line after `indent` spaces, with `marks` highlighted.
std::string wrapped(std::string_view text, const std::vector<ByteRange>& marks, std::size_t indent, std::size_t width,
                    const Style& style);

/// Returns `text` with its marks highlighted, on one line.
std::string highlighted(std::string_view text, const std::vector<ByteRange>& marks, const Style& style,
                        bool all_bold = false);

/// Returns the number with that many digits after the point.
std::string fixed(double value, int digits);

}  // namespace kbsearch::cli
