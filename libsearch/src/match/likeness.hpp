// A plan that finds the records like a given one: by its most telling words, and by the pages that cite both.
#pragma once

#include <xapian.h>

#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/schema.hpp"
#include "match/executor.hpp"
#include "match/plan.hpp"

namespace kbsearch::match {

/// Returns the plan. Words that stand in menus and banners alone are not among its words, unless there are no others
/// (match/furniture_terms.hpp). It never finds the document itself, and matches nothing if the document has no word
/// that others have. A page that cites both weighs as much as a word of its rarity at the profile's `presence`.
Plan plan_of_likeness(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile,
                      DocumentId document);

}  // namespace kbsearch::match
