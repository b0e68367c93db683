// Ranks what a plan matches: the first stage by an executor, then the second stage for the best of these, ties and the
// page.
#pragma once

#include <cstdint>

#include "match/executor.hpp"
#include "match/second_stage.hpp"

namespace kbsearch::match {

struct MatchSet {
  Matches matches;  ///< Best first; equal scores by record id, ascending.
  /// Documents with at least this score of words and signals went through the second stage, too.
  double order_from = 0.0;
  std::uint64_t total = 0;
  bool total_is_exact = true;
};

/// Belongs to one thread.
class Ranker {
 public:
  /// Both must outlive it.
  Ranker(Executor& executor, const Plan& plan) : executor_(executor), plan_(plan), second_stage_(plan) {}

  /// The page, by score.
  MatchSet rank(const MatchOptions& options);

 private:
  /// The best `wanted` at least, of what the first stage found: those with at least `order_from` get the second stage,
  /// as far as they can still come among the wanted.
  Matches best_of(const Matches& first_stage, double order_from, std::size_t wanted);
  /// Best first; equal scores by record id.
  void sort_by_score(Matches& matches);

  Executor& executor_;
  const Plan& plan_;
  SecondStage second_stage_;
};

/// Fills the totals. Exact for what has conditions or one word, and where few are to be counted: the most frequent term
/// is in no more than `exact_up_to` documents, or all are in four times as many. Else at least as many as have the most
/// frequent term. Of what asks about places in streams (phrases) no more than one beyond `exact_up_to` are counted.
void count_matches(MatchSet& set, Executor& executor, const Plan& plan, std::uint64_t exact_up_to);

}  // namespace kbsearch::match
