#include "match/ranker.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "match/allowed_places.hpp"

namespace kbsearch::match {

MatchSet Ranker::rank(const MatchOptions& options) {
  MatchSet set;
  if (plan_.matches_nothing()) return set;
  count_matches(set, executor_, plan_, options.exact_total_up_to);
  set.order_from = std::numeric_limits<double>::infinity();
  if (options.limit == 0) return set;
  const auto wanted = options.offset + options.limit;
  const std::size_t depth = second_stage_.maximum() > 0.0 ? plan_.second_stage.depth : 0;
  const auto first_stage = executor_.best(plan_, std::max(wanted, depth));
  if (depth > 0) set.order_from = first_stage.size() < depth ? 0.0 : first_stage[depth - 1].score;
  set.matches = best_of(first_stage, set.order_from, wanted);
  if (set.matches.size() > wanted) set.matches.resize(wanted);
  if (!set.total_is_exact) set.total = std::max<std::uint64_t>(set.total, set.matches.size());
  set.matches.erase(set.matches.begin(),
                    set.matches.begin() + static_cast<std::ptrdiff_t>(std::min(options.offset, set.matches.size())));
  return set;
}

Matches Ranker::best_of(const Matches& first_stage, double order_from, std::size_t wanted) {
  Matches matches;
  std::vector<double> page;  // a heap of the best scores so far, the least on top
  double needed = -std::numeric_limits<double>::infinity();
  auto match = first_stage.begin();
  for (; match != first_stage.end() && match->score >= order_from; ++match) {
    // Those behind it have no more by words and signals.
    if (match->score + second_stage_.maximum() < needed) break;
    if (match->score + second_stage_.at_most_by_name(executor_.name_length(match->document)) < needed) continue;
    const double most = second_stage_.at_most(executor_.stream(match->document));
    if (match->score + most < needed) continue;
    const double score = match->score + second_stage_.exactly(executor_.terms_of(match->document)).value();
    if (score < needed) continue;
    matches.push_back({match->document, score});
    page.push_back(score);
    std::push_heap(page.begin(), page.end(), std::greater<>());
    if (page.size() > wanted) {
      std::pop_heap(page.begin(), page.end(), std::greater<>());
      page.pop_back();
    }
    if (page.size() == wanted) needed = page.front() - 1e-9 * std::abs(page.front());
  }
  const bool all_were_looked_at = match == first_stage.end() || match->score < order_from;
  if (all_were_looked_at) matches.insert(matches.end(), match, first_stage.end());
  sort_by_score(matches);
  return matches;
}

void Ranker::sort_by_score(Matches& matches) {
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.score > b.score; });
  for (std::size_t begin = 0; begin < matches.size();) {
    std::size_t end = begin + 1;
    while (end < matches.size() && matches[end].score == matches[begin].score) ++end;
    if (end - begin > 1) {
      std::vector<std::pair<std::string, Match>> group;
      for (std::size_t i = begin; i < end; ++i) {
        group.emplace_back(executor_.record_id(matches[i].document), matches[i]);
      }
      std::sort(group.begin(), group.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      for (std::size_t i = begin; i < end; ++i) matches[i] = group[i - begin].second;
    }
    begin = end;
  }
}

void count_matches(MatchSet& set, Executor& executor, const Plan& plan, std::uint64_t exact_up_to) {
  if (plan.required.empty() && plan.excluded.empty() && plan.asks_words()) {
    std::uint64_t most = 0;
    std::uint64_t sum = 0;
    std::size_t lists = plan.scored.size();
    const auto add = [&](const ScoredTerm& term) {
      most = std::max(most, term.doc_freq);
      sum += term.doc_freq;
    };
    for (const auto& term : plan.scored) add(term);
    for (const auto& saying : plan.sayings) {
      lists += saying.ways.size() + 1;
      for (const auto& way : saying.ways) {
        for (const auto& term : way.terms) add(term);
      }
    }
    if (lists == 1) {
      set.total = most;
      return;
    }
    constexpr std::uint64_t kFew = 4;
    if (most > exact_up_to && sum / kFew > exact_up_to) {
      set.total = most;
      set.total_is_exact = false;
      return;
    }
  }
  set.total = executor.count(plan, exact_up_to);
  if (!asks_streams(plan) || set.total <= exact_up_to) return;
  set.total = exact_up_to;
  set.total_is_exact = false;
}

}  // namespace kbsearch::match
