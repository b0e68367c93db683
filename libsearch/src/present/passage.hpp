// Chooses the passage of a record that best shows why it matched.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "present/highlighter.hpp"
#include "store/stored_document.hpp"

namespace kbsearch::present {

/// Returns the passage, of one or more whole sentences where they fit, that covers the most of the query's weight. Of
/// equals the one in the earlier field, then the earlier in the text. Without any match: the beginning of the first
/// text.
Snippet best_passage(const store::StoredDocument& document, const Schema& schema, Highlighter& highlighter);

/// Returns `text` for display: control characters gone, white space as single spaces; moves `marks` along, merging
/// those that touch. Marks must be ascending by begin.
std::string clean_for_display(std::string_view text, std::vector<ByteRange>& marks);

}  // namespace kbsearch::present
