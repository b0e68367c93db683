#include "kbsearch/measure.hpp"

#include <algorithm>

namespace kbsearch {
namespace {

constexpr std::size_t kDepthOfAll = 1'000;

std::size_t depth_of(const std::vector<Metric>& metrics) {
  std::size_t depth = 1;
  for (const auto& metric : metrics) depth = std::max(depth, metric.depth == 0 ? kDepthOfAll : metric.depth);
  return depth;
}

}  // namespace

Evaluation measure(const Searcher& searcher, const std::vector<JudgedQuery>& queries,
                   const std::map<std::string, Judgments>& judgments, const std::vector<Metric>& metrics,
                   const MeasureOptions& options) {
  SearchOptions search;
  search.plain_words = true;
  search.snippets = false;
  search.limit = depth_of(metrics);
  search.profile = options.profile;
  search.stop = options.stop;
  search.deadline = options.deadline;
  auto evaluation = evaluate(queries, judgments, metrics, [&](const std::string& text) {
    const auto results = searcher.search(text, search);
    if (options.on_results) options.on_results(text, results);
    std::vector<std::string> ranking;
    for (const auto& hit : results.hits) ranking.push_back(hit.record_id);
    return ranking;
  });
  evaluation.profile = options.profile.name;
  return evaluation;
}

}  // namespace kbsearch
