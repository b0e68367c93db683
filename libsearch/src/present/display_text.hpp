// Makes text of a record fit to be shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/search_results.hpp"

namespace kbsearch::present {

/// Returns `text` for display: control characters gone, white space as single spaces; moves `marks` along, merging
/// those that touch. Marks must be ascending by begin.
std::string clean_for_display(std::string_view text, std::vector<ByteRange>& marks);

/// The same for titles and prose, without the markup that a page would not show (present/display_markup.hpp).
std::string plain_for_display(std::string_view text, std::vector<ByteRange>& marks);

}  // namespace kbsearch::present
