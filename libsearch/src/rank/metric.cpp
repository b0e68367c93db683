#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>

#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"
#include "kbsearch/names.hpp"

namespace kbsearch {
namespace {

int grade_of(const Judgments& judgments, const std::string& id) {
  const auto found = judgments.find(id);
  return found == judgments.end() ? 0 : found->second;
}

double discounted(int grade, std::size_t index) {
  return grade <= 0 ? 0.0 : grade / std::log2(static_cast<double>(index) + 2.0);
}

double ndcg(const std::vector<std::string>& ranking, const Judgments& judgments, std::size_t depth) {
  std::vector<int> ideal;
  for (const auto& [id, grade] : judgments) ideal.push_back(grade);
  std::sort(ideal.begin(), ideal.end(), std::greater<>());
  double best = 0.0;
  for (std::size_t i = 0; i < std::min(depth, ideal.size()); ++i) best += discounted(ideal[i], i);
  double gained = 0.0;
  for (std::size_t i = 0; i < std::min(depth, ranking.size()); ++i) {
    gained += discounted(grade_of(judgments, ranking[i]), i);
  }
  return best > 0.0 ? gained / best : 0.0;
}

}  // namespace

Metric Metric::parse(std::string_view name) {
  static const std::map<std::string_view, MetricKind> kKinds = {
      {"ndcg", MetricKind::kNdcg},   {"mrr", MetricKind::kMrr}, {"recall", MetricKind::kRecall},
      {"p", MetricKind::kPrecision}, {"map", MetricKind::kMap}, {"judged", MetricKind::kJudged}};
  static const std::vector<std::string> kExamples = {"ndcg@10",   "mrr@10",    "recall@100", "p@10",
                                                     "judged@10", "recall@10", "map"};
  const auto at = std::min(name.find('@'), name.size());
  Metric metric;
  metric.name = name;
  metric.depth = 0;
  const auto kind = kKinds.find(name.substr(0, at));
  bool fits = kind != kKinds.end();
  if (at < name.size()) {
    const char* end = name.data() + name.size();
    const auto parsed = std::from_chars(name.data() + at + 1, end, metric.depth);
    fits = fits && parsed.ec == std::errc{} && parsed.ptr == end && metric.depth > 0;
  } else {
    fits = fits && kind->second != MetricKind::kPrecision && kind->second != MetricKind::kJudged;
  }
  if (!fits) {
    throw Error(ErrorCode::kInvalidArgument,
                "metric '" + std::string(name) + "' is none of ndcg@K, mrr@K, recall@K, p@K, judged@K, map" +
                    did_you_mean(name, kExamples),
                std::string(name));
  }
  metric.kind = kind->second;
  return metric;
}

double Metric::score(const std::vector<std::string>& ranking, const Judgments& judgments) const {
  const std::size_t cut = depth == 0 ? ranking.size() : depth;
  if (kind == MetricKind::kNdcg)
    return ndcg(ranking, judgments, depth == 0 ? std::max(ranking.size(), judgments.size()) : depth);
  const auto relevant = static_cast<double>(
      std::count_if(judgments.begin(), judgments.end(), [](const auto& judged) { return judged.second > 0; }));
  double found = 0.0;
  double precision_sum = 0.0;
  double judged = 0.0;
  double reciprocal_rank = 0.0;
  for (std::size_t i = 0; i < std::min(cut, ranking.size()); ++i) {
    judged += judgments.contains(ranking[i]) ? 1.0 : 0.0;
    if (grade_of(judgments, ranking[i]) <= 0) continue;
    found += 1.0;
    const double rank = static_cast<double>(i) + 1.0;
    precision_sum += found / rank;
    if (reciprocal_rank == 0.0) reciprocal_rank = 1.0 / rank;
  }
  switch (kind) {
    case MetricKind::kMrr:
      return reciprocal_rank;
    case MetricKind::kRecall:
      return relevant > 0.0 ? found / relevant : 0.0;
    case MetricKind::kPrecision:
      return found / static_cast<double>(cut);
    case MetricKind::kMap:
      return relevant > 0.0 ? precision_sum / relevant : 0.0;
    case MetricKind::kJudged:
      return judged / static_cast<double>(cut);
    case MetricKind::kNdcg:
      break;
  }
  return 0.0;
}

}  // namespace kbsearch
