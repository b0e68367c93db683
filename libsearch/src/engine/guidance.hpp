// What to tell beside the hits: how the question was understood, why little or nothing was found, where to go on.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "match/session.hpp"

namespace kbsearch::engine {

/// The words of the query that no record has.
std::vector<std::string> unknown_words(const match::Plan& plan);
std::vector<Expansion> expansions(const match::Plan& plan);
/// Whether every hit lacks a word of a short query of several words.
bool lacks_words(const SearchResults& results);
/// Clauses of a query whose effects are told; those of more are not, for each is asked anew.
inline constexpr std::size_t kMostClausesTold = 100;
/// What each clause of a plan does that finds nothing.
std::vector<ClauseEffect> clause_effects(const match::Session& session, const match::Plan& plan);
std::vector<RelatedTag> related_tags(match::Session& session, const match::Plan& plan, const SearchOptions& options);

}  // namespace kbsearch::engine
