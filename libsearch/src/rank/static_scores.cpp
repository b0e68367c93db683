#include "rank/static_scores.hpp"

#include <algorithm>
#include <cmath>

#include "kbsearch/error.hpp"
#include "store/terms.hpp"

namespace kbsearch::rank {

namespace {

/// Years since year 0 of a date as date fields have it: 10000 * year + 100 * month + day; month and day may be 0.
double years_of(double date) {
  const auto number = static_cast<long long>(date);
  const long long year = number / 10'000;
  const auto month = static_cast<double>(number / 100 % 100);
  const auto day = static_cast<double>(number % 100);
  return static_cast<double>(year) + std::max(month - 1.0, 0.0) / 12.0 + std::max(day - 1.0, 0.0) / 365.25;
}

bool is_length(const Signal& signal, const Schema& schema) {
  return signal.field == "length" && schema.find(signal.field) == Schema::kNoField;
}

}  // namespace

BoundSignal::BoundSignal(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile,
                         const Signal& asked)
    : signal(asked) {
  if (is_length(signal, schema)) {
    slot = store::kSlotLength;
  } else {
    const auto field = schema.find(signal.field);
    const auto kind = signal.shape == SignalShape::kRecency ? FieldKind::kDate : FieldKind::kNumber;
    if (field == Schema::kNoField || schema.fields()[field].kind != kind) {
      throw Error(ErrorCode::kInvalidArgument,
                  "ranking profile '" + profile.name + "': signal '" + signal.field + "' is not a " +
                      std::string(to_string(kind)) + " field of the schema '" + schema.name() + "'",
                  signal.field);
    }
    slot = store::field_slot(field);
  }
  const auto bound = database.get_value_upper_bound(slot);
  if (!bound.empty()) newest = Xapian::sortable_unserialise(bound);
  missing = signal.missing ? *signal.missing : typical_shape(database);
}

double BoundSignal::typical_shape(const Xapian::Database& database) const {
  // Whole numbers: their sum is the same in whatever order the records stand.
  constexpr double kUnit = 4294967296.0;
  std::uint64_t sum = 0;
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
    sum += static_cast<std::uint64_t>(shape(Xapian::sortable_unserialise(*value)) * kUnit);
  }
  const auto count = database.get_value_freq(slot);
  return count == 0 ? 0.0 : static_cast<double>(sum) / kUnit / static_cast<double>(count);
}

double BoundSignal::shape(std::optional<double> value) const {
  if (!value) return missing;
  const double x = std::max(*value, 0.0);
  switch (signal.shape) {
    case SignalShape::kLinear:
      return std::min(x / signal.scale, 1.0);
    case SignalShape::kLogarithm:
      return std::min(std::log1p(x) / std::log1p(signal.scale), 1.0);
    case SignalShape::kSaturation:
      return x / (x + signal.scale);
    case SignalShape::kAtMost:
      return x > 0.0 && x <= signal.scale ? 1.0 : 0.0;
    case SignalShape::kRecency:
      return signal.scale / (signal.scale + std::max(years_of(newest) - years_of(x), 0.0));
  }
  return 0.0;
}

bool is_passed_over(const Signal& signal, const Schema& schema) {
  return signal.optional && !is_length(signal, schema) && schema.find(signal.field) == Schema::kNoField;
}

std::string static_key(const RankingProfile& profile) {
  std::string key;
  for (const auto& signal : profile.signals) {
    key += signal.field + ' ' + std::to_string(static_cast<int>(signal.shape));
    for (const double number : {signal.scale, signal.weight, signal.missing.value_or(-1.0)}) {
      key.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
  }
  return key;
}

StaticScores::StaticScores(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile) {
  for (const auto& signal : profile.signals) {
    if (is_passed_over(signal, schema)) continue;
    BoundSignal bound(database, schema, profile, signal);
    if (signal.weight == 0.0) continue;
    by_document_.resize(database.get_lastdocid() + std::size_t{1}, 0.0);
    std::vector<double> shares(by_document_.size(), signal.weight * bound.missing);
    for (auto value = database.valuestream_begin(bound.slot); value != database.valuestream_end(bound.slot); ++value) {
      shares[value.get_docid()] = signal.weight * bound.shape(Xapian::sortable_unserialise(*value));
    }
    for (std::size_t i = 0; i < shares.size(); ++i) by_document_[i] += shares[i];
    signals_.push_back(std::move(bound));
  }
  if (!by_document_.empty()) maximum_ = *std::max_element(by_document_.begin(), by_document_.end());
}

}  // namespace kbsearch::rank
