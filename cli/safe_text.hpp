// Text that cannot steer a terminal: the one function that all text passes on its way there. Names of files, queries
// and records come from others, and an escape sequence in them could forge what the screen shows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kbsearch::cli {

/// Taken out are the controls C0 (but line feed and tab), DEL and C1, the separators U+2028 and U+2029, the embeddings,
/// overrides and isolates U+202A..U+202E and U+2066..U+2069, and bytes that are not UTF-8.
enum class SafeForm {
  kText,  ///< A space stands for a control or separator, U+FFFD for the others.
  kJson,  ///< Inside JSON: \uXXXX, so that strings keep their value; \ufffd for a byte that is not UTF-8.
};

struct SafeRule {
  SafeForm form = SafeForm::kText;
  bool styles = false;      ///< Lets kStyles through.
  bool hyperlinks = false;  ///< Lets links to what is_linkable through.
  bool operator==(const SafeRule&) const = default;
};

/// Returns whether an address may stand in a hyperlink: http, https or file, of plain characters, not too long.
bool is_linkable(std::string_view url);

/// Returns the address as a hyperlink may have it: bytes that are not plain characters are percent-encoded, so nothing
/// in it can end the sequence. Empty if it is no address that may be linked.
std::string link_target(std::string_view url);

/// Appends `text` to `out`, made safe. Returns how many bytes were taken: all, but for a character or a sequence that
/// is cut off at the end, which waits for more unless `is_last`.
std::size_t append_safe(std::string_view text, const SafeRule& rule, bool is_last, std::string& out);

/// Returns `text` made safe and on one line: line feeds and tabs become spaces, too.
std::string printable(std::string_view text);

}  // namespace kbsearch::cli
