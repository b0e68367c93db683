#include "query/ranges.hpp"

#include <charconv>
#include <cmath>
#include <limits>

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

std::optional<int> parse_part(std::string_view text, std::size_t digits) {
  if (text.size() != digits) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// A date as the first and last value it can stand for: a year is all values from its January to its December.
std::optional<Bounds> parse_date(std::string_view text) {
  const auto year = parse_part(text.substr(0, 4), 4);
  if (!year) return std::nullopt;
  const double base = 10000.0 * *year;
  if (text.size() == 4) return Bounds{base, base + 9999.0};
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  const auto month = parse_part(text.substr(5, 2), 2);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  const double with_month = base + 100.0 * *month;
  if (text.size() == 7) return Bounds{with_month, with_month + 99.0};
  const auto day = text[7] == '-' ? parse_part(text.substr(8), 2) : std::nullopt;
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  return Bounds{with_month + *day, with_month + *day};
}

std::optional<Bounds> parse_value(const Field& field, std::string_view text) {
  if (field.kind == FieldKind::kDate) return parse_date(text);
  const auto number = parse_number(text);
  return number ? std::optional(Bounds{*number, *number}) : std::nullopt;
}

double just_above(double value) { return std::nextafter(value, std::numeric_limits<double>::infinity()); }
double just_below(double value) { return std::nextafter(value, -std::numeric_limits<double>::infinity()); }

}  // namespace

std::optional<RangeQuery> parse_range(const Field& field, std::string_view text) {
  RangeQuery range{field.name, std::nullopt, std::nullopt, std::string(text)};
  if (text.starts_with('>') || text.starts_with('<')) {
    const bool inclusive = text.size() > 1 && text[1] == '=';
    const auto value = parse_value(field, text.substr(inclusive ? 2 : 1));
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
    const auto value = parse_value(field, text);
    if (!value) return std::nullopt;
    range.low = value->low;
    range.high = value->high;
    return range;
  }
  const auto low = text.substr(0, dots);
  const auto high = text.substr(dots + 2);
  if (low.empty() && high.empty()) return std::nullopt;
  if (!low.empty()) {
    const auto value = parse_value(field, low);
    if (!value) return std::nullopt;
    range.low = value->low;
  }
  if (!high.empty()) {
    const auto value = parse_value(field, high);
    if (!value) return std::nullopt;
    range.high = value->high;
  }
  return range;
}

}  // namespace kbsearch::query
