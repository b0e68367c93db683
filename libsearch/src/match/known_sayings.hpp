// What the texts of an index say about other names of things.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "match/planner.hpp"

namespace kbsearch::match {

/// Returns the other names of `name` (folded words joined by spaces) that records give: those given by the most records
/// first, equal ones by their bytes; of names that are given rarely beside others, none.
std::vector<KnownSaying> known_sayings(const Xapian::Database& database, const std::string& name);

}  // namespace kbsearch::match
