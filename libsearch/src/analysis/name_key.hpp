// What makes two writings of a name the same: its words in their order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::analysis {

struct NameWord {
  std::string written;  ///< Case folded, with its accents.
  std::string stem;
  bool is_function_word = false;
};

struct NameKeys {
  std::string whole;    ///< All words as written: "the openai files".
  std::string telling;  ///< The stems without function words, if there are others: "openai file".
};

/// Returns the keys of a name, of at most 200 bytes each (longer ones are digests); both are empty if it has no words.
NameKeys name_keys(const std::vector<NameWord>& words);

}  // namespace kbsearch::analysis
