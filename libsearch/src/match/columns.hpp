// The values of one field for all documents of a snapshot, in memory: what is counted, collapsed and compared.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "match/document_set.hpp"
#include "match/near_finder.hpp"

namespace kbsearch::match {

/// A field of texts: the distinct ones once, and for each document which it has.
class KeywordColumn {
 public:
  /// Reads a value slot that holds texts joined by line feeds.
  KeywordColumn(const Xapian::Database& database, std::uint32_t slot);

  /// Distinct texts, ascending by bytes.
  const std::vector<std::string>& values() const { return values_; }
  /// The value with that index as most documents write it; of equals the first by its bytes.
  const std::string& label(std::size_t value) const {
    return labels_.empty() || labels_[value].empty() ? values_[value] : labels_[value];
  }
  /// Indices in values() of what a document has, each once.
  std::span<const std::uint32_t> of(DocumentId document) const {
    if (document + std::size_t{1} >= starts_.size()) return {};
    return {ordinals_.data() + starts_[document], ordinals_.data() + starts_[document + 1]};
  }

 private:
  void read_labels(const Xapian::Database& database, std::uint32_t slot);

  std::vector<std::string> values_;
  std::vector<std::string> labels_;    ///< Parallel to `values_`; empty where all write it as it stands there.
  std::vector<std::uint32_t> starts_;  ///< By document: its first place in `ordinals_`.
  std::vector<std::uint32_t> ordinals_;
};

/// A number or date field.
class NumberColumn {
 public:
  NumberColumn(const Xapian::Database& database, std::uint32_t slot);

  /// NaN for a document without a value.
  double of(DocumentId document) const { return document < values_.size() ? values_[document] : kNone; }
  /// Whether the document has a value in [low, high]; an absent bound is open.
  bool is_within(DocumentId document, std::optional<double> low, std::optional<double> high) const {
    const double value = of(document);
    // Comparisons with NaN, the absent value, are false.
    return (low ? value >= *low : value == value) && (!high || value <= *high);
  }
  /// The least and the greatest value of all; NaN if there is none.
  double least() const { return least_; }
  double greatest() const { return greatest_; }
  bool all_integers() const { return all_integers_; }

 private:
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> values_;  ///< By document.
  double least_ = kNone;
  double greatest_ = kNone;
  bool all_integers_ = true;
};

/// What tells texts that are nearly the same (analysis/fingerprint.hpp).
class FingerprintColumn {
 public:
  explicit FingerprintColumn(const Xapian::Database& database);

  Fingerprint of(DocumentId document) const {
    return present_.contains(document) ? Fingerprint(bits_[document]) : std::nullopt;
  }

 private:
  DocumentSet present_;
  std::vector<std::uint64_t> bits_;  ///< By document.
};

}  // namespace kbsearch::match
