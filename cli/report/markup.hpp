// Markup of the tool's own pages: of the report of an evaluation, and of the workbench.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kbsearch::report {

/// Returns `text` as text of a page or a quoted attribute: on one line, without characters that steer what is shown
/// (cli/safe_text.hpp), and with & < > " ' escaped. All that comes from records, queries and files passes here.
[[nodiscard]] std::string escaped(std::string_view text);

/// The same, cut behind `most_bytes` with an ellipsis. Characters stay whole.
[[nodiscard]] std::string escaped_start(std::string_view text, std::size_t most_bytes);

/// Returns the number with so many decimals; `is_signed` puts a + or a minus sign (U+2212) before it.
[[nodiscard]] std::string number(double value, int decimals, bool is_signed = false);

/// The style sheet of these pages: light and dark, after what the reader prefers.
[[nodiscard]] std::string_view style_sheet();

}  // namespace kbsearch::report
