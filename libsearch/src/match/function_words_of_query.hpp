// Which words of a query are not what it is about.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "match/plan.hpp"
#include "match/planner.hpp"

namespace kbsearch::match {

/// Marks the function words (analysis/function_words.hpp) of the language that the query is taken to be in: the first
/// of `languages`, unless another one has more of its words. A query of these alone means them ("the who"), and so does
/// one that writes them in capitals beside other words ("WHO guidelines"). `in_capitals` are indices in `words`.
void mark_function_words(std::vector<PlannedWord>& words, const std::set<std::size_t>& in_capitals,
                         const std::vector<std::string>& languages, const TermStatistics& statistics);

/// Returns how many of the words that were asked are none; at least 1.
std::size_t count_telling_words(const std::vector<PlannedWord>& words);

}  // namespace kbsearch::match
