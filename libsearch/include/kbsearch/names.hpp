/// @file
/// Names that a person mistyped: of fields, profiles, options, commands. What refuses one says which was perhaps meant.
///
///     throw Error(..., "there is no profile 'recnet'" + kbsearch::did_you_mean("recnet", RankingProfile::names()));
///     // there is no profile 'recnet'; did you mean 'recent'?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// Returns how many edits lie between two names: an inserted, deleted or replaced byte and two neighbours that changed
/// places count one each (optimal string alignment). Case matters. Names are short: the time is the product of lengths.
std::size_t edits_between(std::string_view name, std::string_view other);

/// Returns the candidate with the fewest edits from `name`, whatever the case; of equals one that begins alike, else
/// the first. Empty if that is more than a third of the name's bytes; two are always near enough, of a name of up to
/// four bytes one.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// Returns "; did you mean 'NEAREST'?" to end a message with; empty if no candidate is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace kbsearch
