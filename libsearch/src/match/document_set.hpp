// A set of documents of one snapshot, a bit each: unions, intersections and counts at the speed of memory.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kbsearch::match {

/// Number of a document within one snapshot, from 1.
using DocumentId = std::uint32_t;

/// All sets that are combined must have been made for the same `last`.
class DocumentSet {
 public:
  DocumentSet() = default;
  /// Room for the documents 1 to `last`; empty.
  explicit DocumentSet(DocumentId last) : words_(last / kBits + 1, 0) {}

  void add(DocumentId document) { words_[document / kBits] |= bit(document); }
  bool contains(DocumentId document) const {
    return document / kBits < words_.size() && (words_[document / kBits] & bit(document)) != 0;
  }

  DocumentSet& operator&=(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  DocumentSet& operator|=(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  DocumentSet& operator-=(const DocumentSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }

  std::size_t size() const {
    std::size_t count = 0;
    for (const auto word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  /// How many of the words of 64 documents that [begin, end) touches are in it.
  std::size_t size_within(DocumentId begin, DocumentId end) const {
    std::size_t count = 0;
    for (auto i = begin / kBits; i * kBits < end; ++i) count += static_cast<std::size_t>(std::popcount(words_[i]));
    return count;
  }
  /// The 64 documents from `begin` on, a multiple of 64 within the set: a bit each.
  std::uint64_t bits_from(DocumentId begin) const { return words_[begin / kBits]; }
  bool empty() const {
    for (const auto word : words_) {
      if (word != 0) return false;
    }
    return true;
  }

  /// Calls `action` for each, ascending.
  template <typename Action>
  void for_each(Action&& action) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (auto word = words_[i]; word != 0; word &= word - 1) {
        action(static_cast<DocumentId>(i * kBits + static_cast<std::size_t>(std::countr_zero(word))));
      }
    }
  }

  /// Returns the first document from `from` on, or 0 if there is none.
  DocumentId next(DocumentId from) const {
    std::size_t i = from / kBits;
    if (i >= words_.size()) return 0;
    auto word = words_[i] & ~(bit(from) - 1);
    while (word == 0) {
      if (++i == words_.size()) return 0;
      word = words_[i];
    }
    return static_cast<DocumentId>(i * kBits + static_cast<std::size_t>(std::countr_zero(word)));
  }

  bool operator==(const DocumentSet&) const = default;

 private:
  static constexpr DocumentId kBits = 64;
  static std::uint64_t bit(DocumentId document) { return std::uint64_t{1} << (document % kBits); }

  std::vector<std::uint64_t> words_;
};

}  // namespace kbsearch::match
