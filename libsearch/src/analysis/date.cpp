#include "analysis/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "analysis/month_names.hpp"
#include "base/ascii.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kLongestDate = 100;
/// The last moment of a day that is told apart: values lie in doubles.
constexpr double kLastOfDay = 0.99999;

/// Takes the digits that `text` begins with; nothing if there are none, or too many for a date.
std::optional<int> take_number(std::string_view& text, std::size_t* digits = nullptr) {
  const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), base::is_digit) - text.begin());
  if (end == 0 || end > 8) return std::nullopt;
  int number = 0;
  std::from_chars(text.data(), text.data() + end, number);
  if (digits != nullptr) *digits = end;
  text.remove_prefix(end);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<DateSpan> year_span(int year) {
  if (year < 1 || year > 9999) return std::nullopt;
  return DateSpan{10000.0 * year, 10000.0 * year + 9999.0 + kLastOfDay};
}

std::optional<DateSpan> month_span(int year, int month) {
  if (!year_span(year) || month < 1 || month > 12) return std::nullopt;
  const double first = 10000.0 * year + 100.0 * month;
  return DateSpan{first, first + 99.0 + kLastOfDay};
}

/// Returns the part of a day that `08:00`, `08:00:30.5` and anything about its zone after it names.
std::optional<double> share_of_day(std::string_view text) {
  const auto hours = take_number(text);
  if (!hours || *hours > 24 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text);
  if (!minutes || *minutes > 59) return std::nullopt;
  int seconds = 0;
  if (take(text, ':')) {
    const auto told = take_number(text);
    if (!told || *told > 60) return std::nullopt;
    seconds = *told;
  }
  return std::min((60.0 * (60.0 * *hours + *minutes) + seconds) / 86400.0, kLastOfDay);
}

/// Narrows the span of a day to the moment that `rest` names after a `T` or a space. What names none is passed over: a
/// day with a remark behind it is that day.
DateSpan with_time(DateSpan day, std::string_view rest) {
  const auto share = rest.empty() ? std::nullopt : share_of_day(base::trimmed(rest.substr(1)));
  return share ? DateSpan{day.first + *share, day.first + *share} : day;
}

/// Reads `2024`, `2024-05`, `2024-05-17T08:00`, with `-`, `/` or `.` between.
std::optional<DateSpan> parse_year_first(std::string_view text) {
  std::size_t digits = 0;
  const auto year = take_number(text, &digits);
  if (!year || digits != 4) return std::nullopt;
  if (text.empty() || text.front() == 'T' || text.front() == ' ') {
    return text.empty() || text.front() == 'T' || share_of_day(base::trimmed(text)) ? year_span(*year) : std::nullopt;
  }
  const char separator = text.front();
  if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
  text.remove_prefix(1);
  const auto month = take_number(text, &digits);
  if (!month || digits > 2 || (separator == '-' && digits != 2)) return std::nullopt;
  if (!take(text, separator)) {
    const bool ends = text.empty() || text.front() == 'T' || text.front() == ' ';
    return ends ? month_span(*year, *month) : std::nullopt;
  }
  const auto day = take_number(text, &digits);
  if (!day || digits > 2 || (separator == '-' && digits != 2)) return std::nullopt;
  const bool ends = text.empty() || text.front() == 'T' || text.front() == ' ';
  const auto span = ends ? day_span(*year, *month, *day) : std::nullopt;
  return span ? std::optional(with_time(*span, text)) : std::nullopt;
}

/// Reads `17.05.2024`, and `17/05/2024` or `5/17/2024` where only one of the two can be the month.
std::optional<DateSpan> parse_year_last(std::string_view text) {
  const auto one = take_number(text);
  if (!one || text.empty()) return std::nullopt;
  const char separator = text.front();
  if (separator != '.' && separator != '/' && separator != '-') return std::nullopt;
  text = base::trimmed(text.substr(1));
  const auto two = take_number(text);
  if (!two || !take(text, separator)) return std::nullopt;
  text = base::trimmed(text);
  std::size_t digits = 0;
  const auto year = take_number(text, &digits);
  if (!year || digits != 4 || !(text.empty() || text.front() == ' ' || text.front() == 'T')) return std::nullopt;
  const bool day_first = separator == '.' || *one > 12;
  const bool is_told = day_first || *two > 12 || *one == *two;
  if (!is_told) return std::nullopt;
  const auto span = day_first ? day_span(*year, *two, *one) : day_span(*year, *one, *two);
  return span ? std::optional(with_time(*span, text)) : std::nullopt;
}

bool is_word_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Takes the word or number behind any blanks and signs that stand in dates; empty at the end or at another sign.
std::string_view take_part(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" ,.-/"), text.size()));
  if (text.empty()) return {};
  const auto of_kind = base::is_digit(text.front()) ? base::is_digit : is_word_byte;
  const auto part =
      text.substr(0, static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), of_kind) - text.begin()));
  text.remove_prefix(part.size());
  return part;
}

/// Whether a word that is no month may stand in a date: `17th`, `17 de mayo de 2024`, `1er`.
bool is_filler(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kFillers = {"st", "nd", "rd", "th", "de", "del", "of", "er"};
  return std::find(kFillers.begin(), kFillers.end(), word) != kFillers.end();
}

/// Reads a date with the name of its month. A first word before a comma is taken for the day of the week.
std::optional<DateSpan> parse_with_name(std::string_view text) {
  const auto comma = text.find(',');
  if (comma != text.npos &&
      std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(comma), is_word_byte) &&
      month_named(text.substr(0, comma)) == 0) {
    text.remove_prefix(comma + 1);
  }
  std::optional<int> year;
  std::optional<int> day;
  int month = 0;
  while (!year || month == 0) {
    auto part = take_part(text);
    if (part.empty()) return std::nullopt;
    if (base::is_digit(part.front())) {
      const bool is_year = part.size() == 4;
      if ((is_year ? year : day) || (!is_year && part.size() > 2)) return std::nullopt;
      (is_year ? year : day) = take_number(part);
    } else if (const int named = month_named(part); named != 0) {
      if (month != 0) return std::nullopt;
      month = named;
    } else if (!is_filler(part)) {
      return std::nullopt;
    }
  }
  if (!day && base::trimmed(text).empty()) return month_span(*year, month);
  if (!day) {  // `2024 March 10`
    auto part = take_part(text);
    if (part.size() > 2) return std::nullopt;
    day = take_number(part);
    if (!day) return std::nullopt;
  }
  const auto span = day_span(*year, month, *day);
  if (!span || base::trimmed(text).empty()) return span;
  return share_of_day(base::trimmed(text.substr(std::min(text.find_first_not_of(" ,"), text.size()))))
             ? std::optional(with_time(*span, text))
             : std::nullopt;
}

std::optional<DateSpan> parse_one(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (const auto span = parse_year_first(text)) return span;
  if (const auto span = parse_year_last(text)) return span;
  return parse_with_name(text);
}

std::optional<DateSpan> parse_both(std::string_view from, std::string_view to) {
  const auto first = parse_one(base::trimmed(from));
  const auto last = parse_one(base::trimmed(to));
  if (!first || !last || first->first > last->last) return std::nullopt;
  return DateSpan{first->first, last->last};
}

}  // namespace

std::optional<DateSpan> day_span(int year, int month, int day) {
  using std::chrono::year_month_day;
  const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || year < 1 || year > 9999) return std::nullopt;
  const double first = 10000.0 * year + 100.0 * month + day;
  return DateSpan{first, first + kLastOfDay};
}

std::optional<DateSpan> parse_date(std::string_view text) {
  text = base::trimmed(text);
  if (text.size() > kLongestDate) return std::nullopt;
  if (const auto span = parse_one(text)) return span;
  for (const std::string_view between : {"/", " - ", "\u2013", "\u2014"}) {
    const auto at = text.find(between);
    if (at == text.npos) continue;
    if (const auto span = parse_both(text.substr(0, at), text.substr(at + between.size()))) return span;
  }
  constexpr std::size_t kYearDigits = 4;
  const bool is_years = text.size() == 2 * kYearDigits + 1 && text[kYearDigits] == '-';
  return is_years ? parse_both(text.substr(0, kYearDigits), text.substr(kYearDigits + 1)) : std::nullopt;
}

}  // namespace kbsearch::analysis
