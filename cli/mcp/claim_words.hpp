// The words that a claim is about, and which of them a record and a passage have.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {

struct ClaimWord {
  std::string word;           ///< Folded.
  std::string stem;           ///< As the index's default language has it.
  std::uint64_t records = 0;  ///< That have it or what it is also called.
};

/// Words beyond this many are not looked at one by one.
constexpr std::size_t kMostClaimWords = 32;

/// Returns the words of a claim that it is about, in its order, each once: without function words, of which hits that
/// lack them do not tell. `hits` are those of the claim; `record_count` is that of the index.
std::vector<ClaimWord> words_of_claim(const std::string& claim, const std::vector<Hit>& hits,
                                      std::uint64_t record_count, const Call& call);

/// Returns those of `words` that no mark of the passage stands for, neither as they are nor as what they were also
/// looked for as.
std::vector<std::string> lacking_in(const Snippet& passage, const std::vector<ClaimWord>& words,
                                    const SearchResults& results, const std::string& language);

}  // namespace kbsearch::cli::mcp
