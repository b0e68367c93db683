// What a person should know about a result beside its hits: how the question was understood, and why little was found.
#pragma once

#include <ostream>

#include "arguments.hpp"
#include "kbsearch/search_results.hpp"

namespace kbsearch::cli {

/// Of one query.
void print_notes(std::ostream& out, const SearchResults& results, const CommonOptions& common);
/// Of a query of a batch, each line with its id: what was not taken as it stands, words that no record has, and that
/// nothing was found. In how many other ways its words were said would drown that.
void print_batch_notes(std::ostream& out, const std::string& query_id, const SearchResults& results, bool all_words,
                       const CommonOptions& common);

}  // namespace kbsearch::cli
