// Finds, among many documents, those whose texts are nearly the same as a given one's, without looking at each.
// Documents are known by their fingerprints (analysis/fingerprint.hpp); one without is near to none.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace kbsearch::match {

using Fingerprint = std::optional<std::uint64_t>;

/// Whether both are there, and alike.
bool are_near(const Fingerprint& a, const Fingerprint& b);

/// Holds documents by the four quarters of their fingerprints: two that differ in at most three bits have a quarter in
/// common. Source: Manku, Jain & Das Sarma, WWW 2007.
class NearFinder {
 public:
  /// Adds a document; its place is the number of those added before.
  void add(const Fingerprint& document);
  /// The place of the first document added that is near, if any.
  std::optional<std::size_t> first_near(const Fingerprint& document) const;
  /// Calls `action` with the place of each document added that is near, in no order.
  template <typename Action>
  void for_each_near(const Fingerprint& document, Action&& action) const {
    if (!document) return;
    if (documents_.size() <= kFew) {
      for (std::size_t place = 0; place < documents_.size(); ++place) {
        if (are_near(documents_[place], document)) action(place);
      }
      return;
    }
    for (std::uint32_t quarter = 0; quarter < kQuarters; ++quarter) {
      const auto alike = places_.find(key(*document, quarter));
      if (alike == places_.end()) continue;
      for (const auto place : alike->second) {
        if (are_near(documents_[place], document) && is_first_alike(place, *document, quarter)) {
          action(place);
        }
      }
    }
  }

 private:
  static constexpr std::uint32_t kQuarters = 4;
  // Among so few, looking at each is faster.
  static constexpr std::size_t kFew = 32;

  static std::uint32_t key(std::uint64_t fingerprint, std::uint32_t quarter) {
    return quarter << 16 | static_cast<std::uint32_t>(fingerprint >> (16 * quarter) & 0xFFFFu);
  }
  /// Whether no quarter before this one is common to both, too.
  bool is_first_alike(std::size_t place, std::uint64_t fingerprint, std::uint32_t quarter) const;
  void index(std::size_t place);

  std::vector<Fingerprint> documents_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> places_;  ///< By quarter and its bits, ascending.
};

}  // namespace kbsearch::match
