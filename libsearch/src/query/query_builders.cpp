#include "kbsearch/query_builders.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <utility>

#include "kbsearch/error.hpp"

namespace kbsearch::queries {
namespace {

[[noreturn]] void refuse(std::string_view subject, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, "a query: " + what, std::string(subject));
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80; }));
}

bool is_filter(const Query& query) {
  return std::holds_alternative<KeywordQuery>(query.node) || std::holds_alternative<RangeQuery>(query.node);
}

/// The group that `query` is, if all that it does is to exclude.
BooleanQuery* exclusion(Query& query) {
  auto* group = std::get_if<BooleanQuery>(&query.node);
  const bool excludes = group != nullptr && !group->must_not.empty() && group->must.empty() && group->should.empty() &&
                        group->filter.empty();
  return excludes ? group : nullptr;
}

double date_number(std::string_view field, std::chrono::year_month_day day) {
  const int year = static_cast<int>(day.year());
  if (!day.ok() || year < 0 || year > 9999) refuse(field, "a bound of '" + std::string(field) + "' is no day");
  return 10'000.0 * year + 100.0 * static_cast<unsigned>(day.month()) + static_cast<unsigned>(day.day());
}

std::string date_text(double number) {
  const auto whole = static_cast<int>(number);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", whole / 10'000, whole / 100 % 100, whole % 100);
  return text;
}

}  // namespace

Query word(std::string_view text, std::string_view field) { return {WordQuery{std::string(field), std::string(text)}}; }

Query phrase(std::string_view text, std::string_view field) {
  return {PhraseQuery{std::string(field), std::string(text)}};
}

Query near(const std::vector<std::string>& words, std::size_t distance, std::string_view field) {
  if (words.size() < 2) refuse(field, "near() takes two words at least");
  if (distance < 1 || distance > NearQuery::kMaxDistance) {
    refuse("distance", "near(): distance is " + std::to_string(distance) + ", must be in [1, " +
                           std::to_string(NearQuery::kMaxDistance) + "]");
  }
  return {NearQuery{std::string(field), words, distance}};
}

Query begins_with(std::string_view text, std::string_view field) {
  if (characters_in(text) < PrefixQuery::kMinCharacters) {
    refuse(field, "begins_with() takes " + std::to_string(PrefixQuery::kMinCharacters) + " characters at least");
  }
  return {PrefixQuery{std::string(field), std::string(text)}};
}

Query keyword(std::string_view field, const std::vector<std::string>& any_of) {
  if (any_of.empty() || std::any_of(any_of.begin(), any_of.end(), [](const auto& value) { return is_blank(value); })) {
    refuse(field, "'" + std::string(field) + "' is given no value, or an empty one");
  }
  return {KeywordQuery{std::string(field), any_of}};
}

Query has(const std::vector<std::string>& fields) { return keyword("has", fields); }

Query number_between(std::string_view field, std::optional<double> low, std::optional<double> high) {
  if (!low && !high) refuse(field, "'" + std::string(field) + "' is given no bound");
  for (const auto& bound : {low, high}) {
    if (bound && !std::isfinite(*bound)) refuse(field, "a bound of '" + std::string(field) + "' is no number");
  }
  return {RangeQuery{std::string(field), low, high, ""}};
}

Query date_between(std::string_view field, std::optional<std::chrono::year_month_day> first,
                   std::optional<std::chrono::year_month_day> last) {
  if (!first && !last) refuse(field, "'" + std::string(field) + "' is given no bound");
  RangeQuery range{std::string(field), {}, {}, ""};
  if (first) range.low = date_number(field, *first);
  if (last) range.high = date_number(field, *last);
  range.written = (first ? date_text(*range.low) : "") + ".." + (last ? date_text(*range.high) : "");
  return {std::move(range)};
}

Query all_of(std::vector<Query> queries) {
  BooleanQuery group;
  for (auto& query : queries) {
    if (auto* excluded = exclusion(query)) {
      std::move(excluded->must_not.begin(), excluded->must_not.end(), std::back_inserter(group.must_not));
    } else {
      (is_filter(query) ? group.filter : group.must).push_back(std::move(query));
    }
  }
  return {std::move(group)};
}

Query any_of(std::vector<Query> queries) {
  BooleanQuery group;
  group.should = std::move(queries);
  return {std::move(group)};
}

Query without(Query query) {
  BooleanQuery group;
  group.must_not.push_back(std::move(query));
  return {std::move(group)};
}

Query boosted(Query query, double boost) {
  query.boost *= boost;
  if (!(query.boost >= Query::kMinBoost && query.boost <= Query::kMaxBoost)) {
    refuse("boost", "a boost must be in [0.001, 1000]");
  }
  return query;
}

}  // namespace kbsearch::queries
