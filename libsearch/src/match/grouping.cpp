#include "match/grouping.hpp"

#include <cmath>

namespace kbsearch::match {

std::optional<double> Grouping::key(DocumentId document) const {
  if (numbers_ != nullptr) {
    const double value = numbers_->of(document);
    return std::isnan(value) ? std::nullopt : std::optional(value);
  }
  const auto values = keywords_->of(document);
  return values.empty() ? std::nullopt : std::optional<double>(values.front());
}

bool Grouping::take(DocumentId document) {
  if (fingerprints_ != nullptr) {
    const auto fingerprint = fingerprints_->of(document);
    const bool is_near = near_.first_near(fingerprint).has_value();
    if (!is_near && fingerprint) near_.add(fingerprint);
    return !is_near;
  }
  const auto group = key(document);
  return !group || seen_.insert(*group).second;
}

std::vector<std::uint64_t> Grouping::others(const std::vector<DocumentId>& firsts, const DocumentSet& matched) const {
  std::vector<std::uint64_t> counts(firsts.size(), 0);
  if (fingerprints_ != nullptr) {
    NearFinder near;
    for (const auto first : firsts) near.add(fingerprints_->of(first));
    matched.for_each([&](DocumentId document) {
      near.for_each_near(fingerprints_->of(document),
                         [&](std::size_t i) { counts[i] += document != firsts[i] ? 1 : 0; });
    });
    return counts;
  }
  std::unordered_map<double, std::size_t> place;
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    if (const auto group = key(firsts[i])) place.emplace(*group, i);
  }
  matched.for_each([&](DocumentId document) {
    const auto group = key(document);
    const auto found = group ? place.find(*group) : place.end();
    if (found != place.end() && document != firsts[found->second]) ++counts[found->second];
  });
  return counts;
}

std::optional<std::uint64_t> Grouping::count(const DocumentSet& matched) const {
  if (fingerprints_ != nullptr) return std::nullopt;
  std::unordered_set<double> groups;
  std::uint64_t alone = 0;
  matched.for_each([&](DocumentId document) {
    if (const auto group = key(document)) {
      groups.insert(*group);
    } else {
      ++alone;
    }
  });
  return groups.size() + alone;
}

}  // namespace kbsearch::match
