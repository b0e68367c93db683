// Acronyms that a name suggests.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns the initials, folded, of the capitalised words of `title` when it reads as one name of three to seven of
/// them: "Center for Security and Emerging Technology" gives "cset". Small words are passed over. Empty otherwise.
std::string acronym_of(std::string_view title);

}  // namespace kbsearch::analysis
