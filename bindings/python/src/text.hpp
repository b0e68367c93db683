// Between Python's texts and the library's: str, whatever it holds, and UTF-8; code points and bytes.
#pragma once

#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kbsearch/search_results.hpp"

namespace kbsearch::python {

namespace py = pybind11;

/// Returns the str as UTF-8. A lone surrogate, which UTF-8 has no form for, becomes U+FFFD: as many bytes, and one code
/// point as before, so that places stay. `what` names the argument in the TypeError for what is no str.
std::string utf8(py::handle text, const char* what);

/// Returns a str; bytes that are not UTF-8 are replaced.
py::str str_of(std::string_view text);
/// The same, and None for an empty text: what an absent member is.
py::object str_or_none(std::string_view text);
/// Returns the name of a file as os.fsdecode does, None for none.
py::object path_or_none(std::string_view path);

/// Returns a tuple of str.
py::tuple tuple_of(const std::vector<std::string>& texts);

/// Returns {name: count}, in their order.
py::dict dict_of(const std::vector<std::pair<std::string, std::uint64_t>>& counts);

/// Turns bytes of a text into indices of its str. Offsets that ascend cost one walk over the text in all.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {}
  /// The index of the character that begins at `byte`; of a later byte than the text has, its length.
  std::size_t at(std::size_t byte);

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::size_t index_ = 0;
};

/// Returns ((begin, end), ...) in str indices of `text`.
py::tuple marks_of(std::string_view text, const std::vector<ByteRange>& marks);

/// Returns `text` with `before` and `after` around each mark; `escaped` makes HTML of what stands between.
std::string marked(std::string_view text, const std::vector<ByteRange>& marks, std::string_view before,
                   std::string_view after, bool escaped);
/// Returns `text` as HTML shows it.
std::string escaped_html(std::string_view text);

}  // namespace kbsearch::python
