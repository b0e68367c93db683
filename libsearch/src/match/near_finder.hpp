// Finds, among many documents, those whose texts are nearly the same as a given one's, without looking at each.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "match/columns.hpp"

namespace kbsearch::match {

/// Holds documents by the four quarters of their fingerprints: two that differ in at most three bits have a quarter in
/// common. Source: Manku, Jain & Das Sarma, WWW 2007.
class NearFinder {
 public:
  /// The column must outlive it.
  explicit NearFinder(const FingerprintColumn& fingerprints) : fingerprints_(fingerprints) {}

  /// Adds a document; its place is the number of those added before.
  void add(DocumentId document);
  /// The place of the first document added that is near, if any.
  std::optional<std::size_t> first_near(DocumentId document) const;
  /// Calls `action` with the place of each document added that is near, in no order.
  template <typename Action>
  void for_each_near(DocumentId document, Action&& action) const {
    if (!fingerprints_.has(document)) return;
    if (documents_.size() <= kFew) {
      for (std::size_t place = 0; place < documents_.size(); ++place) {
        if (fingerprints_.are_near(documents_[place], document)) action(place);
      }
      return;
    }
    for (std::uint32_t quarter = 0; quarter < kQuarters; ++quarter) {
      const auto alike = places_.find(key(document, quarter));
      if (alike == places_.end()) continue;
      for (const auto place : alike->second) {
        if (fingerprints_.are_near(documents_[place], document) && is_first_alike(place, document, quarter)) {
          action(place);
        }
      }
    }
  }

 private:
  static constexpr std::uint32_t kQuarters = 4;
  // Among so few, looking at each is faster.
  static constexpr std::size_t kFew = 32;

  std::uint32_t key(DocumentId document, std::uint32_t quarter) const {
    return quarter << 16 | static_cast<std::uint32_t>(fingerprints_.bits(document) >> (16 * quarter) & 0xFFFFu);
  }
  /// Whether no quarter before this one is common to both, too.
  bool is_first_alike(std::size_t place, DocumentId document, std::uint32_t quarter) const;
  void index(std::size_t place);

  const FingerprintColumn& fingerprints_;
  std::vector<DocumentId> documents_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> places_;  ///< By quarter and its bits, ascending.
};

}  // namespace kbsearch::match
