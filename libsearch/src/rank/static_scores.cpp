#include "rank/static_scores.hpp"

#include <algorithm>
#include <cmath>

#include "kbsearch/error.hpp"
#include "store/terms.hpp"

namespace kbsearch::rank {

double shape_value(const Signal& signal, std::optional<double> value) {
  if (!value) return signal.missing;
  const double x = std::max(*value, 0.0);
  switch (signal.shape) {
    case SignalShape::kLinear:
      return std::min(x / signal.scale, 1.0);
    case SignalShape::kLogarithm:
      return std::min(std::log1p(x) / std::log1p(signal.scale), 1.0);
    case SignalShape::kSaturation:
      return x / (x + signal.scale);
  }
  return 0.0;
}

StaticScores::StaticScores(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile) {
  for (const auto& signal : profile.signals) {
    const auto field = schema.find(signal.field);
    if (field == Schema::kNoField || schema.fields()[field].kind != FieldKind::kNumber) {
      throw Error(ErrorCode::kInvalidArgument, "ranking profile '" + profile.name + "': signal '" + signal.field +
                                                   "' is not a number field of the schema '" + schema.name() + "'");
    }
    if (signal.weight == 0.0) continue;
    by_document_.resize(database.get_lastdocid() + std::size_t{1}, 0.0);
    const double missing = signal.weight * shape_value(signal, std::nullopt);
    std::vector<double> shares(by_document_.size(), missing);
    const auto slot = store::field_slot(field);
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
      const double number = Xapian::sortable_unserialise(*value);
      shares[value.get_docid()] = signal.weight * shape_value(signal, number);
    }
    for (std::size_t i = 0; i < shares.size(); ++i) by_document_[i] += shares[i];
  }
  if (!by_document_.empty()) maximum_ = *std::max_element(by_document_.begin(), by_document_.end());
}

}  // namespace kbsearch::rank
