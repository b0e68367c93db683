// Finds the abbreviations that a text introduces: "Center for Security and Emerging Technology (CSET)".
#pragma once

#include <string_view>
#include <vector>

namespace kbsearch::analysis {

/// Views into the text.
struct Abbreviation {
  std::string_view name;         ///< "Center for Security and Emerging Technology"
  std::string_view abbreviated;  ///< "CSET"
};

/// Returns the pairs of a name and its short form in brackets right after it, or of a short form and the name in
/// brackets, in the order of the text. The letters of the short form must be found in the name from right to left, its
/// first at the beginning of a word. Linear in the text but for the few words before a bracket. Source: Schwartz &
/// Hearst, A simple algorithm for identifying abbreviation definitions, PSB 2003.
std::vector<Abbreviation> abbreviations_in(std::string_view text);

}  // namespace kbsearch::analysis
