// The static part of the score, for every document of a snapshot, computed once per profile and kept in memory:
// eight bytes a document buy a match that decodes no value stream.
#pragma once

#include <xapian.h>

#include <optional>
#include <vector>

#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::rank {

/// A signal on one index: where its values are, and what they are measured against.
struct BoundSignal {
  Signal signal;
  Xapian::valueno slot = 0;
  double newest = 0.0;   ///< For kRecency: the newest date, as date fields have it.
  double missing = 0.0;  ///< The shape's value for a record that lacks the field.

  /// Throws Error{kInvalidArgument} if the signal's field does not fit its shape.
  BoundSignal(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile,
              const Signal& signal);

  /// Returns the shape's value, in [0, 1]; `missing` if there is no value.
  double shape(std::optional<double> value) const;

 private:
  double typical_shape(const Xapian::Database& database) const;
};

/// Whether a schema lacks the field of a signal that may lack it.
/// Names what static scores of an index depend on, as far as a profile has a say in it.
std::string static_key(const RankingProfile& profile);

bool is_passed_over(const Signal& signal, const Schema& schema);

/// sum_i weight_i * shape_i(value_i) by document id.
class StaticScores {
 public:
  /// Throws as BoundSignal does.
  StaticScores(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile);

  bool empty() const { return by_document_.empty(); }
  /// Those of the profile that weigh something here.
  const std::vector<BoundSignal>& signals() const { return signals_; }
  double operator[](Xapian::docid document) const {
    return document < by_document_.size() ? by_document_[document] : 0.0;
  }
  double maximum() const { return maximum_; }

 private:
  std::vector<BoundSignal> signals_;
  std::vector<double> by_document_;
  double maximum_ = 0.0;
};

}  // namespace kbsearch::rank
