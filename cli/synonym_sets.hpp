// Sets of synonyms that come with the tool: files of cli/synonyms, built in.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/synonyms.hpp"

namespace kbsearch::cli {

/// Returns the names by which --set knows them.
std::vector<std::string> synonym_set_names();

/// Throws UsageError that lists the names if there is no such set.
Synonyms synonym_set(const std::string& name);

/// Returns the rules of `own`, and after them those of `added` that are not among them.
Synonyms joined(const Synonyms& own, const Synonyms& added);

}  // namespace kbsearch::cli
