// What is found for a claim, the best evidence first.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "mcp/claim_words.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {

/// A record, and how much of the claim it shows.
struct Evidence {
  Hit hit;
  double in_passage = 0.0;  ///< Share of the words' weight that its title and one passage show together, in [0, 1].
  double in_record = 0.0;   ///< Share that the record has.
};

struct ClaimFindings {
  std::uint64_t record_count = 0;  ///< Of the index.
  std::uint64_t searched = 0;      ///< That the filter lets through.
  std::vector<ClaimWord> words;
  SearchResults any;               ///< Records with some word of it.
  std::vector<Evidence> evidence;  ///< The best first: by score, and by how much one passage shows.

  std::uint64_t with_all_words = 0;
  std::vector<std::string> unknown_words;  ///< Those of `words` that no record has.
  std::vector<std::string> dropped;        ///< Without these of `words`, if none has all, there are `with_the_others`.
  std::uint64_t with_the_others = 0;
};

/// Asks for the claim. Of `options`, the filter and what ends a search count.
ClaimFindings find_evidence(const std::string& claim, SearchOptions options, const Call& call);

}  // namespace kbsearch::cli::mcp
