// Which words of a query no record has together, and which of them to leave out.
#pragma once

#include <cstdint>
#include <vector>

#include "match/document_set.hpp"
#include "match/plan.hpp"
#include "match/session.hpp"

namespace kbsearch::match {

struct WordChoice {
  std::vector<std::size_t> kept;     ///< Indices in Plan::words, in the order of the query.
  std::vector<std::size_t> dropped;  ///< The least telling first.
  std::uint64_t total = 0;           ///< Documents that have all that are kept, and meet all else that is asked.
};

/// Keeps words from the most telling on (of equals the earlier one), as long as some document has all that are kept.
WordChoice choose_words(const Plan& plan, const Session& session);

/// Requires words of the plan: by their terms, by those that they may have meant, or said otherwise.
void require_words(Plan& plan, const std::vector<std::size_t>& words);

}  // namespace kbsearch::match
