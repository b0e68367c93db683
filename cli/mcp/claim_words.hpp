// The words that a claim is about, and which of them a text shows.
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
  double weight = 0.0;        ///< The rarer it is, the more: ln(1 + all records / records), of no record as of one.
};

/// Words beyond this many are not looked at one by one.
constexpr std::size_t kMostClaimWords = 32;

/// Returns the words of a claim that it is about, in its order, each once: without function words, of which hits that
/// lack them do not tell. `results` are those of the claim; `record_count` is that of the index.
std::vector<ClaimWord> words_of_claim(const std::string& claim, const SearchResults& results,
                                      std::uint64_t record_count, const Call& call);

/// Tells which words the marks of texts stand for: as they are, or as what they were also looked for as.
class MarkedWords {
 public:
  /// `results` and `words` must outlive it.
  MarkedWords(const std::vector<ClaimWord>& words, const SearchResults& results, const std::string& language);

  /// By the place in `words`.
  std::set<std::size_t> in(const std::string& text, const std::vector<ByteRange>& marks) const;

 private:
  const std::vector<ClaimWord>& words_;
  const std::string language_;
  /// Stems of what words were looked for as, and their own.
  std::vector<std::pair<std::set<std::string>, std::set<std::string>>> others_;
};

}  // namespace kbsearch::cli::mcp
