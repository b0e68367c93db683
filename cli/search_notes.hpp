// What a person should know about a result beside its hits: how the question was understood, and why little was found.
#pragma once

#include <ostream>

#include "arguments.hpp"
#include "kbsearch/search_results.hpp"

namespace kbsearch::cli {

/// Of one query.
void print_notes(std::ostream& out, const SearchResults& results, const CommonOptions& common);
/// Of a query of a batch, in a line each: what was not taken as it stands. What else could be told would drown it.
void print_batch_notes(std::ostream& out, const std::string& query_id, const SearchResults& results, bool all_words,
                       const CommonOptions& common);

}  // namespace kbsearch::cli
