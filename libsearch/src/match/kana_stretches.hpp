// Where a query has words in one of the two kana.
#pragma once

#include <string>
#include <vector>

#include "match/sayings.hpp"

namespace kbsearch::match {

/// Bigrams of a run that follow one another in one kana, and the text that they make.
struct KanaStretch {
  std::size_t first;
  std::size_t count;
  std::string text;
};

/// Returns each longest stretch of 2 to 24 characters, and after it the words of three characters or more that the
/// dictionary finds in it: りんごのさいばい has りんご.
std::vector<KanaStretch> kana_stretches(const AskedRun& run);

}  // namespace kbsearch::match
