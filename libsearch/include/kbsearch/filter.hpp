/// @file
/// Filters made of values, whatever these hold: what a user chose or typed is never read as the query language.
///
///     SearchOptions options;
///     options.filter = one_of("tag", {chosen}) + ' ' + between("importance", 60.0, {});
///     options.filter += ' ' + none_of("type", {"draft", "blog"});
///
/// What they return is a filter as parse_filter() reads it; parted by blanks, all of several are meant. Pure functions.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// Returns a filter for the records that have one of the values in a keyword field; `id` is the record's id. Case and
/// accents do not matter. Throws Error{kInvalidArgument} if there is no value or an empty one, or the field's name is
/// none (letters, digits and `_`).
[[nodiscard]] std::string one_of(std::string_view field, const std::vector<std::string>& values);
/// Returns a filter for the records that have none of them. Throws as one_of().
[[nodiscard]] std::string none_of(std::string_view field, const std::vector<std::string>& values);

/// Returns a filter for the records whose number is in [low, high]; what is left out is no bound. Throws
/// Error{kInvalidArgument} if both are, if one is not finite, or for the name of the field.
[[nodiscard]] std::string between(std::string_view field, std::optional<double> low, std::optional<double> high);
/// The same for a date; both days belong to it. Throws Error{kInvalidArgument} for a day that is none.
[[nodiscard]] std::string between(std::string_view field, std::optional<std::chrono::year_month_day> first,
                                  std::optional<std::chrono::year_month_day> last);

}  // namespace kbsearch
