// A query as a name: whoever types just what a record is called means that record.
//
//     name(d) = title_weight * S * 5   if a name of d has the query's words, by their stems, function words left out
//             + title_weight * S * 4   if it has all of them as they are written
//   times 0.8 where it is another name of what was asked (an alias, an acronym that is introduced somewhere)
//   times 0.8 + 0.2 L / (L + 300), L the weighted words of d: of two that are called so the one that says more of it
// The names of a record are terms (index/record_names.hpp), so that it is found however it ranks by words. The two
// numbers are more than other records gain by saying the words more often.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "match/plan.hpp"
#include "match/saying_scores.hpp"
#include "match/sayings.hpp"
#include "snapshot/postings.hpp"

namespace kbsearch::match {

/// Returns the names that the words of a query make together, one after the other: by what was typed, and by other ways
/// to say all of it. `languages` are those of the records.
std::vector<AskedName> asked_names(const std::vector<AskedRun>& runs, const Plan& plan,
                                   const std::vector<std::string>& languages, double title_weight);

/// Returns the share of a name's gain that a record of so many weighted words gets.
double share_of_name_gain(double length);

/// Returns the documents that are called so, ascending, and what each gains: the most that one of the names gives.
std::vector<SayingGain> name_gains(const snapshot::Postings& postings, const std::vector<AskedName>& names);

}  // namespace kbsearch::match
