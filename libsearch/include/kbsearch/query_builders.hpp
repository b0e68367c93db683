/// @file
/// Queries made of values: whatever a value holds, it is never read as the query language.
///
///     using namespace kbsearch::queries;
///     const auto query = all_of({word("heat"), phrase("district heating"), any_of({word("pump"), word("storage")}),
///                                without(keyword("tag", {"draft"})), number_between("importance", 60, {})});
///     auto results = searcher.search(query);
///
/// Pure functions: any thread may call them. What they return is printed by to_string() and kept by query_to_json().
/// Names of fields are looked up when the query is asked. Each throws Error{kInvalidArgument} for a value out of its
/// range, and its subject() is the field, if one is named.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/query.hpp"

namespace KBSEARCH_EXPORT kbsearch {
/// Builders of queries.
namespace queries {

/// A word, in all text fields or in one: it ranks, in whatever form a record has it.
[[nodiscard]] Query word(std::string_view text, std::string_view field = {});
/// These words one after the other, unstemmed.
[[nodiscard]] Query phrase(std::string_view text, std::string_view field = {});
/// These words in any order, at most `distance` positions apart. Throws for fewer than two words, or a distance out of
/// [1, NearQuery::kMaxDistance].
[[nodiscard]] Query near(const std::vector<std::string>& words, std::size_t distance = NearQuery::kDefaultDistance,
                         std::string_view field = {});
/// Words, or values of a keyword field, that begin so. Throws for fewer than PrefixQuery::kMinCharacters characters.
[[nodiscard]] Query begins_with(std::string_view text, std::string_view field = {});
/// One of these values in a keyword field; the field "id" is the record's id. Throws if there is no value, or an empty
/// one.
[[nodiscard]] Query keyword(std::string_view field, const std::vector<std::string>& any_of);
/// Something, whatever it is, in one of these fields. Throws if there is none.
[[nodiscard]] Query has(const std::vector<std::string>& fields);
/// A number in [low, high]; nothing is no bound. Throws if both are nothing, or one is not finite.
[[nodiscard]] Query number_between(std::string_view field, std::optional<double> low, std::optional<double> high);
/// A date from the first day to the last, both in. Throws if both are nothing, or one is no day.
[[nodiscard]] Query date_between(std::string_view field, std::optional<std::chrono::year_month_day> first,
                                 std::optional<std::chrono::year_month_day> last);

/// What each of them matches. Those that without() made take away from the others.
[[nodiscard]] Query all_of(std::vector<Query> queries);
/// What one of them matches; each that does adds to the score.
[[nodiscard]] Query any_of(std::vector<Query> queries);
/// All records but those that it matches.
[[nodiscard]] Query without(Query query);
/// The same with so many times its weight. Throws if that is beyond [Query::kMinBoost, Query::kMaxBoost].
[[nodiscard]] Query boosted(Query query, double boost);

}  // namespace queries
}  // namespace kbsearch
