// HTML in the making. What stands in the source is markup, what comes at run time is text: it cannot be confused, as
// literals and strings have different types.
//
//     Html html;
//     html << "<h1>" << record_title << "</h1>";       // whatever the title holds is escaped
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/search_results.hpp"

namespace kbsearch::page {

/// A piece of a document.
class Html {
 public:
  /// Markup: a literal of the source, which is whole for itself (its quotes are closed).
  template <std::size_t N>
  Html& operator<<(const char (&markup)[N]) {
    written_.append(markup, N - 1);
    return *this;
  }
  /// A buffer is no literal.
  template <std::size_t N>
  Html& operator<<(char (&buffer)[N]) = delete;
  /// Text, for an element or a quoted attribute: `&`, `<`, `>` and quotes are escaped. A space stands for a control
  /// character (but line feed and tab), U+FFFD for a byte that is not UTF-8.
  Html& operator<<(std::string_view text);
  Html& operator<<(const std::string& text) { return *this << std::string_view(text); }
  /// A pointer is text, too; a template, so that it is not preferred to the one for literals.
  template <typename Pointer>
  requires(std::same_as<Pointer, const char*>) Html& operator<<(const Pointer& text) {
    return *this << std::string_view(text);
  }
  /// A number, as it stands in attributes: 1234.
  template <std::integral Number>
  requires(!std::same_as<Number, char> && !std::same_as<Number, bool>) Html& operator<<(Number number) {
    written_ += std::to_string(number);
    return *this;
  }
  Html& operator<<(char) = delete;
  Html& operator<<(bool) = delete;
  /// Another piece, as it is.
  Html& operator<<(const Html& piece) {
    written_ += piece.written_;
    return *this;
  }

  [[nodiscard]] bool empty() const { return written_.empty(); }
  [[nodiscard]] const std::string& str() const& { return written_; }
  [[nodiscard]] std::string str() && { return std::move(written_); }

 private:
  std::string written_;
};

/// Returns the text, isolated from the direction of what surrounds it, with `<mark>` around the marks. `marks` are
/// ascending ranges of bytes of `text`; what lies outside of it is passed over.
[[nodiscard]] Html marked(std::string_view text, const std::vector<ByteRange>& marks = {});

/// Returns a count for people: `5,916`.
[[nodiscard]] std::string grouped(std::uint64_t count);
/// Returns `1 result`, `5,916 results`.
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural = {});
/// Returns at most `most` bytes of the text, at a character's boundary, with an ellipsis if it is cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);
/// Returns the number as people write it: `30`, `51.5`.
[[nodiscard]] std::string plain(double number);
/// Returns a field's name for people: `Key points`.
[[nodiscard]] std::string title_of_field(std::string_view field);
/// Returns the address as an attribute may have it, if a browser may be sent there: http and https alone. Else empty:
/// `javascript:`, `data:` and the rest are shown as text and never linked.
[[nodiscard]] std::string web_address(std::string_view url);

}  // namespace kbsearch::page
