// Measuring a ranker on judged queries, and comparing two evaluations query by query.
#include "kbsearch/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace kbsearch {
namespace {

double mean_of(const std::vector<double>& values) {
  if (values.empty()) return 0.0;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

struct SharedValues {
  std::vector<std::string> query_ids;
  std::vector<double> values;
  std::vector<double> others;
};

/// Returns the values of the queries that both evaluations have, in the order of the first.
SharedValues shared_values(const Evaluation& evaluation, const MetricResult& metric, const Evaluation& other,
                           const MetricResult& other_metric) {
  SharedValues shared;
  if (metric.values.empty() || other_metric.values.empty()) return shared;
  std::map<std::string_view, double> others;
  for (std::size_t i = 0; i < other.query_ids.size(); ++i) others[other.query_ids[i]] = other_metric.values[i];
  for (std::size_t i = 0; i < evaluation.query_ids.size(); ++i) {
    const auto found = others.find(evaluation.query_ids[i]);
    if (found == others.end()) continue;
    shared.query_ids.push_back(evaluation.query_ids[i]);
    shared.values.push_back(metric.values[i]);
    shared.others.push_back(found->second);
  }
  return shared;
}

}  // namespace

const MetricResult* Evaluation::find(std::string_view name) const {
  const auto found =
      std::find_if(metrics.begin(), metrics.end(), [&](const auto& metric) { return metric.name == name; });
  return found == metrics.end() ? nullptr : &*found;
}

Evaluation evaluate(const std::vector<JudgedQuery>& queries, const std::map<std::string, Judgments>& judgments,
                    const std::vector<Metric>& metrics, const Ranker& ranker, const Resampling& resampling) {
  Evaluation evaluation;
  for (const auto& metric : metrics) evaluation.metrics.push_back({metric.name, 0.0, std::nullopt, {}});
  for (const auto& query : queries) {
    const auto judged = judgments.find(query.id);
    if (judged == judgments.end()) continue;  // without a judgment there is nothing to measure
    const auto ranking = ranker(query.text);
    evaluation.query_ids.push_back(query.id);
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      evaluation.metrics[i].values.push_back(metrics[i].score(ranking, judged->second));
    }
  }
  evaluation.query_count = evaluation.query_ids.size();
  for (auto& metric : evaluation.metrics) {
    metric.mean = mean_of(metric.values);
    metric.interval = bootstrap_mean(metric.values, resampling);
  }
  return evaluation;
}

bool MetricComparison::falls() const {
  const double most = paired ? paired->interval.high : mean - other_mean;
  return most < -PairedDifference::kTie;
}

std::vector<MetricComparison> compare(const Evaluation& evaluation, const Evaluation& other,
                                      const Resampling& resampling) {
  std::vector<MetricComparison> comparisons;
  for (const auto& metric : evaluation.metrics) {
    const auto* other_metric = other.find(metric.name);
    if (other_metric == nullptr) continue;
    auto& comparison = comparisons.emplace_back();
    comparison.name = metric.name;
    comparison.mean = metric.mean;
    comparison.other_mean = other_metric->mean;
    const auto shared = shared_values(evaluation, metric, other, *other_metric);
    if (shared.values.empty()) continue;
    comparison.query_count = shared.values.size();
    comparison.mean = mean_of(shared.values);
    comparison.other_mean = mean_of(shared.others);
    comparison.paired = compare_pairs(shared.values, shared.others, resampling);
  }
  return comparisons;
}

std::vector<QueryChange> changes(const Evaluation& evaluation, const Evaluation& other, std::string_view metric) {
  std::vector<QueryChange> changed;
  const auto* result = evaluation.find(metric);
  const auto* other_result = other.find(metric);
  if (result == nullptr || other_result == nullptr) return changed;
  const auto shared = shared_values(evaluation, *result, other, *other_result);
  for (std::size_t i = 0; i < shared.values.size(); ++i) {
    if (std::abs(shared.values[i] - shared.others[i]) <= PairedDifference::kTie) continue;
    changed.push_back({shared.query_ids[i], shared.values[i], shared.others[i]});
  }
  std::sort(changed.begin(), changed.end(), [](const QueryChange& a, const QueryChange& b) {
    const double a_gain = a.value - a.other_value;
    const double b_gain = b.value - b.other_value;
    return std::tie(a_gain, a.query_id) < std::tie(b_gain, b.query_id);
  });
  return changed;
}

}  // namespace kbsearch
