// Which of the matches belong together, so that one is shown for all.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "match/columns.hpp"
#include "match/document_set.hpp"
#include "match/near_finder.hpp"

namespace kbsearch::match {

/// Takes matches in the order of their ranks. The columns must outlive it.
class Grouping {
 public:
  /// By the first text of each document.
  explicit Grouping(const KeywordColumn& keywords) : keywords_(&keywords) {}
  /// By number.
  explicit Grouping(const NumberColumn& numbers) : numbers_(&numbers) {}
  /// By texts that are nearly the same as that of the best one.
  explicit Grouping(const FingerprintColumn& fingerprints) : fingerprints_(&fingerprints) {}

  /// Returns whether the document is the first of its group.
  bool take(DocumentId document);
  /// Returns how many of `matched` are in the group of each of `firsts`, in their order, themselves left out.
  std::vector<std::uint64_t> others(const std::vector<DocumentId>& firsts, const DocumentSet& matched) const;
  /// Returns how many groups `matched` has, or nothing where that depends on the ranks: near duplicates.
  std::optional<std::uint64_t> count(const DocumentSet& matched) const;

 private:
  /// Equal for the documents of one group; nothing for a document that is its own.
  std::optional<double> key(DocumentId document) const;

  const KeywordColumn* keywords_ = nullptr;
  const NumberColumn* numbers_ = nullptr;
  const FingerprintColumn* fingerprints_ = nullptr;
  std::unordered_set<double> seen_;
  NearFinder near_;  ///< Among the first ones so far.
};

}  // namespace kbsearch::match
