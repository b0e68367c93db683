// The names of months, in the languages that words are stemmed in.
#pragma once

#include <string_view>

namespace kbsearch::analysis {

/// Returns the month, 1 to 12, that `name` is a name or an abbreviation of (`March`, `mar.`, `März`, `juillet`), in
/// whatever case; 0 for what is none, and for a name that is of another month elsewhere (`listopad`).
int month_named(std::string_view name);

}  // namespace kbsearch::analysis
