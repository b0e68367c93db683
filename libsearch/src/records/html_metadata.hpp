// What an HTML page says about itself: in <meta> elements, in JSON-LD, and in the comments of those who saved it.
#pragma once

#include <string>
#include <vector>

#include "records/html_tree.hpp"

namespace kbsearch::records {

/// Empty where the page does not say.
struct HtmlMetadata {
  std::string title;  ///< Without the name of the site behind it, where the page or its heading tells that.
  std::string summary;
  std::string language;
  std::string url;        ///< http or https, whole.
  std::string published;  ///< The first that is a date; if none is, the first as it was written.
  std::string publication;
  std::string type;  ///< "article", or nothing.
  std::vector<std::string> authors;
  std::vector<std::string> tags;
};

/// Reads the whole of `document`; dates and headings also from `content`, the element of the main text.
HtmlMetadata html_metadata(const GumboNode* document, const GumboNode* content);

}  // namespace kbsearch::records
