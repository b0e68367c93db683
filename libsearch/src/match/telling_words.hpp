// The words that say most about given documents: what feedback adds to a query, and what makes a record's likes.
#pragma once

#include <xapian.h>

#include <set>
#include <string>
#include <vector>

#include "match/executor.hpp"

namespace kbsearch::match {

struct TellingWord {
  std::string term;  ///< A stem, as the index has it.
  std::string stem;
  double telling = 0.0;
  std::uint64_t doc_freq = 0;
};

/// Returns up to `limit` stems, the most telling first, ties by term:
///     telling(t) = idf(t) * sum over d of  score(d) / sum of scores * saturation(wdf of t in d)
/// Stems of one record only, or of more than a quarter of all, are left out, as are those in `but`.
std::vector<TellingWord> telling_words(const Xapian::Database& database, const std::vector<Match>& documents, double k1,
                                       std::size_t limit, const std::set<std::string>& but);

}  // namespace kbsearch::match
