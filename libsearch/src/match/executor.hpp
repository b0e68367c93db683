// The first stage of a match: the best documents by words and signals. One interface, so that the image's executor can
// stand beside Xapian's; what follows (second stage, ties, pages) is written once, above it (match/ranker.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "match/document_set.hpp"
#include "match/plan.hpp"
#include "match/second_stage.hpp"

namespace kbsearch::match {

struct Match {
  DocumentId document = 0;
  double score = 0.0;
};

struct MatchOptions {
  std::size_t offset = 0;
  std::size_t limit = 10;
  std::uint64_t exact_total_up_to = 1'000;
  /// Order by this slot instead of by score.
  bool sorted = false;
  std::uint32_t sort_slot = 0;
  bool ascending = false;
};

/// Best first.
using Matches = std::vector<Match>;

/// Of one plan. Belongs to one thread.
class Executor {
 public:
  virtual ~Executor() = default;

  /// Returns the best `count` of what the plan matches, and all that equal the last of these. Equal ones stand in no
  /// particular order.
  virtual Matches best(const Plan& plan, std::size_t count) = 0;
  /// Returns how many documents the plan matches; or, if it asks about places in streams, at least one more than
  /// `enough` where there are so many.
  virtual std::uint64_t count(const Plan& plan, std::uint64_t enough) = 0;

  // What the second stage reads of a document.

  /// As store::name_length tells it, or less: 1 where nothing is known.
  virtual std::uint32_t name_length(DocumentId document) = 0;
  /// The view holds until the next call.
  virtual std::string_view stream(DocumentId document) = 0;
  /// Returns the frequencies of terms in a document; the reference holds until the next call.
  virtual TermLookup& terms_of(DocumentId document) = 0;
  virtual std::string record_id(DocumentId document) = 0;
};

}  // namespace kbsearch::match
