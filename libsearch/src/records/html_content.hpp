// The main text of an HTML page, without menus and what else stands around it.
#pragma once

#include <string>

#include "records/html_tree.hpp"

namespace kbsearch::records {

struct HtmlContent {
  std::string text;  ///< Blocks parted by blank lines, list items and table rows on lines of their own, code as it is.
  const GumboNode* root = nullptr;  ///< The element that it was taken from.
};

/// Returns the text of `<main>`, else of the only `<article>`, else of the body. Left out are what is not shown
/// (scripts, hidden elements, drawings, controls), navigation, asides, dialogues, banners about cookies, headers and
/// footers of the page and, where only the body tells, lists that are links. Nothing is left out that holds more than
/// half of the text.
HtmlContent html_content(const GumboNode* document);

}  // namespace kbsearch::records
