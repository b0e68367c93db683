// Finds the words of an index that a mistyped word may have meant.
//
// No structure of its own: the index keeps its terms sorted, so they are walked as a tree of prefixes, and a prefix
// that no ending can bring within reach is left out with all that begins with it. The work follows the number of
// prefixes within reach, not that of the terms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/term_walk.hpp"

namespace kbsearch::suggest {

struct SimilarTerm {
  std::string term;  ///< Exact form, folded.
  std::uint32_t edits = 0;
  std::uint64_t doc_freq = 0;
};

/// Edits that a word of that many characters is allowed: 0 under 4, 1 under 9, else 2. None for words with digits.
std::uint32_t allowed_edits(std::string_view word);

/// Whether a word is so short that one edit away from most there is another: only the words beside it tell which.
bool needs_company(std::string_view word);

/// Returns up to `limit` exact forms within `max_edits` of `word` (folded, UTF-8): insertions, deletions, substitutions
/// and transpositions of neighbouring characters count one each (optimal string alignment). Fewest edits first, then
/// those in the most records, then by bytes. The word itself is not among them. `terms` walks over all terms, or over
/// those with a `prefix` (store/terms.hpp): these are looked at in place of exact forms then, and returned without it.
std::vector<SimilarTerm> similar_terms(store::TermWalk& terms, std::string_view word, std::uint32_t max_edits,
                                       std::size_t limit, const std::string& prefix = {});

}  // namespace kbsearch::suggest
