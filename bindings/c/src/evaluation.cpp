// Rankings measured on judged queries, and compared.
#include "kbsearch/evaluation.h"

#include "accessors.hpp"
#include "judged.hpp"
#include "kbsearch/measure.hpp"

struct kbs_evaluation {
  kbsearch::Evaluation evaluation;
};

struct kbs_comparison {
  std::vector<kbsearch::MetricComparison> metrics;
  std::vector<std::vector<kbsearch::QueryChange>> changes;  ///< By metric.
};

namespace kbsearch::c {
namespace {

constexpr const char* kDefaultMetrics = "ndcg@10,mrr@10,recall@100,map";

kbs_evaluate_options default_evaluate_options() {
  kbs_evaluate_options options{};
  options.size = sizeof options;
  return options;
}

std::vector<Metric> metrics_of(kbs_text list) {
  std::vector<Metric> metrics;
  for (const auto& name : names_in(list.size == 0 ? kDefaultMetrics : view(list))) {
    metrics.push_back(Metric::parse(name));
  }
  if (metrics.empty()) throw Failure{KBS_INVALID_ARGUMENT, "metrics names none, for instance ndcg@10", "metrics"};
  return metrics;
}

MeasureOptions measure_options(const kbs_evaluate_options& given) {
  MeasureOptions options;
  if (given.profile.size > 0) options.profile = profile_of(view(given.profile));
  options.on_results = [=, asked = std::size_t{0}](const std::string&, const SearchResults&) mutable {
    tell_progress(given.on_progress, given.should_stop, given.user, ++asked);
  };
  options.deadline = deadline_in(given.timeout_us);
  options.stop = token_of(given.stop);
  return options;
}

const Evaluation& of(const kbs_evaluation* evaluation) {
  static const Evaluation none;
  return evaluation == nullptr ? none : evaluation->evaluation;
}

const MetricResult& metric_of(const kbs_evaluation* evaluation, std::size_t metric) {
  static const MetricResult none;
  const auto& metrics = of(evaluation).metrics;
  return metric < metrics.size() ? metrics[metric] : none;
}

const MetricComparison& metric_of(const kbs_comparison* comparison, std::size_t metric) {
  static const MetricComparison none;
  return metric < kbs_comparison_metric_count(comparison) ? comparison->metrics[metric] : none;
}

const std::vector<QueryChange>& changes_of(const kbs_comparison* comparison, std::size_t metric) {
  static const std::vector<QueryChange> none;
  return metric < kbs_comparison_metric_count(comparison) ? comparison->changes[metric] : none;
}

kbs_paired_difference paired_of(const PairedDifference& paired) {
  kbs_paired_difference all{};
  all.mean = paired.mean;
  all.low = paired.interval.low;
  all.high = paired.interval.high;
  all.wins = paired.wins;
  all.losses = paired.losses;
  all.ties = paired.ties;
  all.p = paired.p;
  return all;
}

}  // namespace
}  // namespace kbsearch::c

using namespace kbsearch::c;  // of the bodies of what C calls

void kbs_evaluate_options_init(kbs_evaluate_options* options, size_t size) {
  fill_in(options, size, default_evaluate_options());
}

kbs_code kbs_evaluate(const kbs_searcher* searcher, const kbs_judged* judged, const kbs_evaluate_options* options,
                      kbs_evaluation** evaluation, kbs_error** error) {
  return guarded(error, [&] {
    clear(evaluation, "evaluation");
    require(searcher, "searcher");
    require(judged, "judged");
    const auto given = read_in(options, default_evaluate_options(), "kbs_evaluate_options");
    auto measured = kbsearch::measure(searcher->searcher, judged->queries, judged->judgments, metrics_of(given.metrics),
                                      measure_options(given));
    if (measured.query_count == 0) {
      throw Failure{KBS_INVALID_ARGUMENT, "no query is judged (do the ids of queries and judgments agree?)"};
    }
    *evaluation = new kbs_evaluation{std::move(measured)};
  });
}

kbs_code kbs_evaluation_from_json(kbs_text json, kbs_evaluation** evaluation, kbs_error** error) {
  return guarded(error, [&] {
    clear(evaluation, "evaluation");
    *evaluation = new kbs_evaluation{kbsearch::Evaluation::from_json(view(json), "the evaluation")};
  });
}

void kbs_evaluation_free(kbs_evaluation* evaluation) { delete evaluation; }

kbs_text kbs_evaluation_profile(const kbs_evaluation* evaluation) { return text_of(of(evaluation).profile); }
size_t kbs_evaluation_query_count(const kbs_evaluation* evaluation) { return of(evaluation).query_count; }
kbs_text kbs_evaluation_query_id(const kbs_evaluation* evaluation, size_t query) {
  return text_at(of(evaluation).query_ids, query);
}
size_t kbs_evaluation_metric_count(const kbs_evaluation* evaluation) { return of(evaluation).metrics.size(); }
kbs_text kbs_evaluation_metric(const kbs_evaluation* evaluation, size_t metric) {
  return text_of(metric_of(evaluation, metric).name);
}
double kbs_evaluation_mean(const kbs_evaluation* evaluation, size_t metric) {
  return metric_of(evaluation, metric).mean;
}
bool kbs_evaluation_interval(const kbs_evaluation* evaluation, size_t metric, double* low, double* high) {
  const auto& interval = metric_of(evaluation, metric).interval;
  if (low != nullptr) *low = interval ? interval->low : 0.0;
  if (high != nullptr) *high = interval ? interval->high : 0.0;
  return interval.has_value();
}
bool kbs_evaluation_value(const kbs_evaluation* evaluation, size_t metric, size_t query, double* value) {
  const auto& values = metric_of(evaluation, metric).values;
  if (value != nullptr) *value = query < values.size() ? values[query] : 0.0;
  return query < values.size();
}

kbs_code kbs_evaluation_json(const kbs_evaluation* evaluation, bool per_query, kbs_string** json, kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(evaluation, "evaluation");
    using Detail = kbsearch::Evaluation::Detail;
    *json = new_string(evaluation->evaluation.to_json(per_query ? Detail::kPerQuery : Detail::kMeans));
  });
}

kbs_code kbs_evaluation_compare(const kbs_evaluation* evaluation, const kbs_evaluation* other,
                                kbs_comparison** comparison, kbs_error** error) {
  return guarded(error, [&] {
    clear(comparison, "comparison");
    require(evaluation, "evaluation");
    require(other, "other");
    auto given = std::make_unique<kbs_comparison>();
    given->metrics = kbsearch::compare(evaluation->evaluation, other->evaluation);
    for (const auto& metric : given->metrics) {
      given->changes.push_back(kbsearch::changes(evaluation->evaluation, other->evaluation, metric.name));
    }
    *comparison = given.release();
  });
}

void kbs_comparison_free(kbs_comparison* comparison) { delete comparison; }

size_t kbs_comparison_metric_count(const kbs_comparison* comparison) {
  return comparison == nullptr ? 0 : comparison->metrics.size();
}
kbs_text kbs_comparison_metric(const kbs_comparison* comparison, size_t metric) {
  return text_of(metric_of(comparison, metric).name);
}
size_t kbs_comparison_query_count(const kbs_comparison* comparison, size_t metric) {
  return metric_of(comparison, metric).query_count;
}
double kbs_comparison_mean(const kbs_comparison* comparison, size_t metric) {
  return metric_of(comparison, metric).mean;
}
double kbs_comparison_other_mean(const kbs_comparison* comparison, size_t metric) {
  return metric_of(comparison, metric).other_mean;
}
bool kbs_comparison_falls(const kbs_comparison* comparison, size_t metric) {
  return metric_of(comparison, metric).falls();
}

bool kbs_comparison_paired(const kbs_comparison* comparison, size_t metric, kbs_paired_difference* difference) {
  const auto& paired = metric_of(comparison, metric).paired;
  if (difference != nullptr) {
    fill_in(difference, difference->size, paired ? paired_of(*paired) : kbs_paired_difference{});
  }
  return paired.has_value();
}

size_t kbs_comparison_change_count(const kbs_comparison* comparison, size_t metric) {
  return changes_of(comparison, metric).size();
}
kbs_text kbs_comparison_change_query_id(const kbs_comparison* comparison, size_t metric, size_t i) {
  return text_at(changes_of(comparison, metric), i, &kbsearch::QueryChange::query_id);
}
double kbs_comparison_change_value(const kbs_comparison* comparison, size_t metric, size_t i) {
  return number_at(changes_of(comparison, metric), i, &kbsearch::QueryChange::value);
}
double kbs_comparison_change_other_value(const kbs_comparison* comparison, size_t metric, size_t i) {
  return number_at(changes_of(comparison, metric), i, &kbsearch::QueryChange::other_value);
}

kbs_code kbs_comparison_json(const kbs_comparison* comparison, kbs_string** json, kbs_error** error) {
  return guarded(error, [&] {
    clear(json, "json");
    require(comparison, "comparison");
    *json = new_string(kbsearch::comparisons_to_json(comparison->metrics));
  });
}
