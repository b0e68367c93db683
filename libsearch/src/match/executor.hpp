// Runs plans. One interface, so that another executor can stand beside Xapian's matcher.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "match/document_set.hpp"
#include "match/plan.hpp"

namespace kbsearch::match {

struct Match {
  DocumentId document = 0;
  double score = 0.0;
};

struct MatchOptions {
  std::size_t offset = 0;
  std::size_t limit = 10;
  std::uint64_t exact_total_up_to = 10'000;
  /// Order by this slot instead of by score.
  bool sorted = false;
  std::uint32_t sort_slot = 0;
  bool ascending = false;
};

struct MatchSet {
  std::vector<Match> matches;  ///< Best first; equal scores by record id, ascending.
  /// Documents with at least this score of words and signals went through the second stage, too.
  double order_from = 0.0;
  std::uint64_t total = 0;
  bool total_is_exact = true;
};

class Executor {
 public:
  virtual ~Executor() = default;
  virtual MatchSet match(const Plan& plan, const MatchOptions& options) = 0;
};

}  // namespace kbsearch::match
