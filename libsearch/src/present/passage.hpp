// Chooses the passages of a record that best show why it matched.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "present/highlighter.hpp"
#include "store/stored_document.hpp"

namespace kbsearch::present {

/// Returns up to `count` passages, of one or more whole sentences where they fit: first the one that covers the most of
/// the query's weight, then those that add the most to the ones before. What reads as a menu or a banner counts for
/// less (analysis/prose.hpp). Of equals the one in the earlier field, then the earlier in the text. Without any match:
/// the beginning of the first text.
std::vector<Snippet> best_passages(const store::StoredDocument& document, const Schema& schema,
                                   const Highlighter& highlighter, std::size_t count);

}  // namespace kbsearch::present
