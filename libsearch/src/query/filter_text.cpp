#include <algorithm>
#include <cmath>
#include <cstdio>

#include "kbsearch/error.hpp"
#include "kbsearch/filter.hpp"
#include "kbsearch/query.hpp"

namespace kbsearch {
namespace {

[[noreturn]] void refuse(std::string_view field, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, "a filter: " + what, std::string(field));
}

std::string field_named(std::string_view name) {
  const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!is_name) refuse(name, "'" + std::string(name) + "' is not the name of a field");
  return std::string(name);
}

std::string day_text(std::string_view field, std::chrono::year_month_day day) {
  const int year = static_cast<int>(day.year());
  if (!day.ok() || year < 0 || year > 9999) refuse(field, "a bound of '" + std::string(field) + "' is no day");
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", year, static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

}  // namespace

std::string one_of(std::string_view field, const std::vector<std::string>& values) {
  if (values.empty()) refuse(field, "'" + std::string(field) + "' is given no value");
  for (const auto& value : values) {
    if (value.find_first_not_of(" \t\r\n") == value.npos)
      refuse(field, "'" + std::string(field) + "' is given an empty value");
  }
  return to_string(Query{KeywordQuery{field_named(field), values}});
}

std::string none_of(std::string_view field, const std::vector<std::string>& values) {
  return "-" + one_of(field, values);
}

std::string between(std::string_view field, std::optional<double> low, std::optional<double> high) {
  if (!low && !high) refuse(field, "'" + std::string(field) + "' is given no bound");
  for (const auto& bound : {low, high}) {
    if (bound && !std::isfinite(*bound)) refuse(field, "a bound of '" + std::string(field) + "' is no number");
  }
  return to_string(Query{RangeQuery{field_named(field), low, high, ""}});
}

std::string between(std::string_view field, std::optional<std::chrono::year_month_day> first,
                    std::optional<std::chrono::year_month_day> last) {
  if (!first && !last) refuse(field, "'" + std::string(field) + "' is given no bound");
  return field_named(field) + ":" + (first ? day_text(field, *first) : "") + ".." +
         (last ? day_text(field, *last) : "");
}

}  // namespace kbsearch
