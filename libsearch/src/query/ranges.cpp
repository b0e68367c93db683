#include "query/ranges.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include "analysis/date.hpp"

namespace kbsearch::query {
namespace {

struct Bounds {
  double low;
  double high;
};

std::optional<double> parse_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// A date as the first and last value it can stand for: a year is all values from its January to its December.
std::optional<Bounds> bounds_of(const std::optional<analysis::DateSpan>& date) {
  return date ? std::optional(Bounds{date->first, date->last}) : std::nullopt;
}

std::optional<Bounds> day_bounds(std::chrono::year_month_day day) {
  return bounds_of(analysis::day_span(static_cast<int>(day.year()),
                                      static_cast<int>(static_cast<unsigned>(day.month())),
                                      static_cast<int>(static_cast<unsigned>(day.day()))));
}

/// Reads `30d`, `6m` as the day that long before `today`; the 31st of a shorter month is its last day.
std::optional<Bounds> parse_ago(std::string_view text, std::chrono::sys_days today) {
  using std::chrono::year_month_day;
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || end + 1 != text.data() + text.size() || count < 0) return std::nullopt;
  if (count > (*end == 'y' ? 9'999 : 99'999)) return std::nullopt;
  if (*end == 'd') return day_bounds(today - std::chrono::days(count));
  if (*end == 'w') return day_bounds(today - std::chrono::weeks(count));
  if (*end != 'm' && *end != 'y') return std::nullopt;
  const auto months = std::chrono::months(*end == 'y' ? 12 * count : count);
  const year_month_day day = year_month_day(today) - months;
  return day_bounds(day.ok() ? day : year_month_day(day.year() / day.month() / std::chrono::last));
}

std::optional<Bounds> parse_value(const Field& field, std::string_view text, std::chrono::sys_days today) {
  if (field.kind == FieldKind::kDate) {
    if (text == "today") return day_bounds(today);
    return text.starts_with('-') ? parse_ago(text.substr(1), today) : bounds_of(analysis::parse_date(text));
  }
  const auto number = parse_number(text);
  return number ? std::optional(Bounds{*number, *number}) : std::nullopt;
}

double just_above(double value) { return std::nextafter(value, std::numeric_limits<double>::infinity()); }
double just_below(double value) { return std::nextafter(value, -std::numeric_limits<double>::infinity()); }

}  // namespace

std::optional<RangeQuery> parse_range(const Field& field, std::string_view text, std::chrono::sys_days today) {
  constexpr std::string_view kLast = "last-";
  RangeQuery range{field.name, std::nullopt, std::nullopt, std::string(text)};
  if (field.kind == FieldKind::kDate && text.starts_with(kLast)) {
    const auto since = parse_ago(text.substr(kLast.size()), today);
    const auto until = day_bounds(today);
    if (!since || !until) return std::nullopt;
    range.low = since->low;
    range.high = until->high;
    return range;
  }
  if (text.starts_with('>') || text.starts_with('<')) {
    const bool inclusive = text.size() > 1 && text[1] == '=';
    const auto value = parse_value(field, text.substr(inclusive ? 2 : 1), today);
    if (!value) return std::nullopt;
    if (text[0] == '>') {
      range.low = inclusive ? value->low : just_above(value->high);
    } else {
      range.high = inclusive ? value->high : just_below(value->low);
    }
    return range;
  }
  const auto dots = text.find("..");
  if (dots == text.npos) {
    const auto value = parse_value(field, text, today);
    if (!value) return std::nullopt;
    range.low = value->low;
    range.high = value->high;
    return range;
  }
  const auto low = text.substr(0, dots);
  auto high = text.substr(dots + 2);
  const bool excludes_high = high.starts_with('<');
  if (excludes_high) high.remove_prefix(1);
  if (low.empty() && high.empty()) return std::nullopt;
  if (!low.empty()) {
    const auto value = parse_value(field, low, today);
    if (!value) return std::nullopt;
    range.low = value->low;
  }
  if (!high.empty()) {
    const auto value = parse_value(field, high, today);
    if (!value) return std::nullopt;
    range.high = excludes_high ? just_below(value->low) : value->high;
  } else if (excludes_high) {
    return std::nullopt;
  }
  return range;
}

}  // namespace kbsearch::query
