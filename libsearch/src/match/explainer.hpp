// Takes a score apart, with the functions that made it.
#pragma once

#include <xapian.h>

#include <optional>

#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "match/executor.hpp"
#include "match/plan.hpp"
#include "match/set_evaluator.hpp"

namespace kbsearch::match {

/// Returns the score of `document` under `plan` as a tree whose parts add up to it. The document need not match.
/// `order_from` is the match's (MatchSet::order_from).
Explanation explain(const Xapian::Database& database, const SetEvaluator& sets, const Schema& schema,
                    const RankingProfile& profile, const Plan& plan, double order_from, DocumentId document);

}  // namespace kbsearch::match
