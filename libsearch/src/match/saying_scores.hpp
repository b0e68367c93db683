// Where the best of several counts. What documents gain by saying words of the query otherwise: the best other way's
// score over that of the words' own terms, so that added to these it gives the greater of both. And what they get for a
// word that several words may have been meant by.
//
// (Xapian 1.4.22 has OP_MAX, but its posting list can use a branch that was freed when the branch shrinks during the
// match; and a sum lets the matcher know the true bound of each part.)
#pragma once

#include <vector>

#include "match/plan.hpp"
#include "match/set_evaluator.hpp"

namespace kbsearch::match {

struct SayingGain {
  DocumentId document;
  double gain;  ///< >= 0; 0 for a document that says it otherwise, too, but not better.
};

/// Returns the documents that say the words of `saying` otherwise, ascending.
std::vector<SayingGain> saying_gains(const SetEvaluator& sets, const Plan& plan, const Saying& saying);

/// Returns the words that were perhaps meant by one unknown word, where there are several, by their index in the plan.
std::vector<std::vector<std::size_t>> rival_corrections(const Plan& plan);

/// Returns the documents that have one of `words`, ascending, with the most that one of these words gives.
std::vector<SayingGain> best_word_scores(const SetEvaluator& sets, const Plan& plan,
                                         const std::vector<std::size_t>& words);

}  // namespace kbsearch::match
