/// @file
/// Fits the numbers of a ranking profile to judged queries, and tells how much of the gain is real.
///
///     kbsearch::TuningCollection wiki{&searcher, read_queries(q, "q.tsv"), read_qrels(r, "r.txt")};
///     auto report = kbsearch::tune({wiki}, kbsearch::RankingProfile::named("default"));
///     std::cout << report.profile.to_json() << report.held_out_after - report.held_out_before << '\n';
///
/// The gain on the queries that a profile was fitted to always looks good. Therefore the fit is done once more for each
/// of several folds, without that fold's queries, and measured on them: what is left there is what to expect.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
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

/// An index with judged queries. Collections count alike, whatever their number of queries.
struct TuningCollection {
  const Searcher* searcher = nullptr;          ///< Must outlive the call.
  std::vector<JudgedQuery> queries;            ///< What is asked.
  std::map<std::string, Judgments> judgments;  ///< By query id: what should come first.
};

/// What is fitted, and how long.
struct TuningOptions {
  Metric metric = Metric::parse("ndcg@10");  ///< What is to grow.
  std::size_t folds = 5;                     ///< In [2, 20].
  std::size_t rounds = 2;                    ///< Passes over the numbers, in [1, 10]; ends earlier when nothing moves.
  std::size_t max_queries = 300;             ///< Of each collection, evenly spaced; 0 for all.
  double least_gain = 0.0005;                ///< A step must gain this much on the fitted queries, in [0, 1].
  std::vector<std::string> numbers = {};     ///< Those to fit (see tunable_numbers); empty for all.
  std::function<void(std::size_t)> on_progress = {};  ///< Called with the profiles measured so far.
  /// Ends the fit when a stop is asked for, between two searches and within them: tune() throws Error{kInterrupted}.
  std::stop_token stop = {};
  /// Ends a fit that is still under way then: tune() throws Error{kDeadlinePassed}.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

/// A number that was changed.
struct TuningStep {
  std::string number;   ///< See tunable_numbers().
  double before = 0.0;  ///< Its value.
  double after = 0.0;   ///< Its new value.
  double metric = 0.0;  ///< On all queries, after the step.
};

/// A fitted profile, and what it is worth.
struct TuningReport {
  RankingProfile profile;             ///< Fitted on all queries; its name has "-tuned" added.
  std::vector<TuningStep> steps;      ///< In the order they were taken.
  double fitted_before = 0.0;         ///< Mean of the metric on the queries it was fitted to.
  double fitted_after = 0.0;          ///< The same with the fitted profile.
  double held_out_before = 0.0;       ///< Mean over folds of the metric on queries left out of the fit.
  double held_out_after = 0.0;        ///< The same with the profile that was fitted without them.
  std::size_t query_count = 0;        ///< Judged queries of all collections.
  std::size_t profiles_measured = 0;  ///< Each on all queries.

  /// Gain that does not carry over to queries not seen.
  double overfit() const { return (fitted_after - fitted_before) - (held_out_after - held_out_before); }
  /// Returns {"schema_version": 1, "queries": N, "profiles_measured": N, "fitted": {"before": X, "after": X},
  /// "held_out":
  /// {"before": X, "after": X}, "overfit": X, "steps": [{"number": NAME, "before": X, "after": X, "metric": X}...],
  /// "profile": as RankingProfile::to_json() writes it}. Values of the metric have six decimals.
  [[nodiscard]] std::string to_json() const;
};

/// Names of the numbers that can be fitted in a profile: "k1", "presence", "signals.importance.weight", ...
std::vector<std::string> tunable_numbers(const RankingProfile& profile);

/// Climbs one number after the other: halves and doubles it, tries steps between, and keeps what gains. Deterministic.
/// Throws Error{kInvalidArgument} for an option out of range, an unknown number, or collections without judged queries;
/// Error{kInterrupted, kDeadlinePassed}.
TuningReport tune(const std::vector<TuningCollection>& collections, const RankingProfile& start,
                  const TuningOptions& options = {});

}  // namespace kbsearch
