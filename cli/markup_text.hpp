#pragma once

#include <string_view>

namespace kbsearch::cli {

/// What stands for a character of text in HTML, within an element or a quoted attribute: of & < > " ' alone, else
/// empty.
constexpr std::string_view markup_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace kbsearch::cli
