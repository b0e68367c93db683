// Runs plans on Xapian's matcher: words with a built-in weight, static scores with a posting source, and then the
// second stage for the best of these.
#pragma once

#include <xapian.h>

#include <memory>

#include "match/executor.hpp"
#include "match/second_stage.hpp"
#include "match/set_evaluator.hpp"
#include "match/stream_cache.hpp"
#include "rank/static_scores.hpp"

namespace kbsearch::match {

/// Belongs to one thread, as its database handle does. Lets Xapian::Error out: the engine's border translates it.
class XapianExecutor final : public Executor {
 public:
  /// All must outlive it.
  XapianExecutor(const Xapian::Database& database, const rank::StaticScores& static_scores, StreamCache& streams,
                 const SetEvaluator& sets)
      : database_(database), static_scores_(static_scores), streams_(streams), sets_(sets) {}

  MatchSet match(const Plan& plan, const MatchOptions& options) override;

 private:
  Xapian::Query build(const Plan& plan) const;
  Xapian::Query words_of(const Plan& plan) const;
  Xapian::Query scored(const Plan& plan, const ScoredTerm& term) const;
  /// The best `wanted` or more of the match, in order, given its best by words and signals.
  std::vector<Match> best_of(const Xapian::MSet& mset, SecondStage& second_stage, double order_from,
                             Xapian::doccount wanted);
  static std::vector<Match> matches_of(const Xapian::MSet& mset, Xapian::doccount first, Xapian::doccount last);
  /// Leaves out what cannot get at least `needed`.
  void add_second_stage(std::vector<Match>& matches, SecondStage& second_stage, double needed);
  /// Best first; equal scores by record id.
  void sort_by_score(std::vector<Match>& matches) const;

  const Xapian::Database& database_;
  const rank::StaticScores& static_scores_;
  StreamCache& streams_;
  const SetEvaluator& sets_;
};

}  // namespace kbsearch::match
