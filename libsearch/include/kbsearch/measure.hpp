/// @file
/// Measures what an index finds for judged queries.
///
///     auto searcher = kbsearch::Searcher::open("kb.index");
///     auto now = kbsearch::measure(searcher, queries, judgments, {kbsearch::Metric::parse("ndcg@10")});
///     std::cout << now.metrics.front().mean << '\n';
///
/// evaluate() does the same for whatever else ranks; compare() tells whether the difference of two is more than chance.
/// May be called from any thread.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kbsearch/evaluation.hpp"
#include "kbsearch/export.hpp"
#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/searcher.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// How an index is measured.
struct MeasureOptions {
  RankingProfile profile = RankingProfile::named("default");  ///< What orders the hits.
  /// Called with what each query found, in their order, from the calling thread. What it throws ends the measuring.
  std::function<void(const std::string& query_text, const SearchResults& results)> on_results = {};
  /// Ends it when a stop is asked for: it throws Error{kInterrupted}.
  std::stop_token stop = {};
  /// Ends it if it is still under way then: it throws Error{kDeadlinePassed}.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

/// Measures a searcher on the queries that have judgments. They are asked as words, never as operators, for as many
/// hits as the deepest metric looks at: a thousand for recall and map without a depth. Evaluation::query_count is 0 if
/// no query is judged. Throws Error as Searcher::search() does.
[[nodiscard]] Evaluation measure(const Searcher& searcher, const std::vector<JudgedQuery>& queries,
                                 const std::map<std::string, Judgments>& judgments, const std::vector<Metric>& metrics,
                                 const MeasureOptions& options = {});

}  // namespace kbsearch
