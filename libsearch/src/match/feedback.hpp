// Widens a plan by the telling words of its best answers (pseudo-relevance feedback).
#pragma once

#include <xapian.h>

#include <vector>

#include "kbsearch/ranking_profile.hpp"
#include "match/executor.hpp"
#include "match/plan.hpp"

namespace kbsearch::match {

/// Adds to `plan` the `feedback.words` stems that say most about `best`, its answers so far, best first:
///     telling(t) = idf(t) * sum over d in best of  score(d) / sum of scores * saturation(wdf of t in d)
/// Together they weigh `feedback.weight` times what the words of the query do, each in proportion to telling(t). Ties
/// by term. Records that have only added words match then, too.
void add_feedback(Plan& plan, const std::vector<Match>& best, const Xapian::Database& database,
                  const Feedback& feedback);

}  // namespace kbsearch::match
