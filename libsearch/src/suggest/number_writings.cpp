#include "suggest/number_writings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "analysis/date.hpp"
#include "analysis/month_names.hpp"

namespace kbsearch::suggest {
namespace {

using Words = std::span<const std::string>;
using Writings = std::vector<std::string>;

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
constexpr std::size_t kLettersOfAShortMonth = 3;

struct Magnitude {
  std::string_view name;
  std::array<std::string_view, 3> behind;  ///< What stands for it right behind the number; the first is used most.
  std::size_t zeros;
};
constexpr std::array<Magnitude, 4> kMagnitudes = {{{"thousand", {"k", "tsd", "k"}, 3},
                                                   {"million", {"m", "mn", "mio"}, 6},
                                                   {"billion", {"bn", "b", "mrd"}, 9},
                                                   {"trillion", {"tn", "trn", "tn"}, 12}}};

struct Numeral {
  std::string_view roman;
  std::string_view cardinal;
  std::string_view ordinal;
};
constexpr std::array<Numeral, 20> kNumerals = {{{"i", "one", "first"},
                                                {"ii", "two", "second"},
                                                {"iii", "three", "third"},
                                                {"iv", "four", "fourth"},
                                                {"v", "five", "fifth"},
                                                {"vi", "six", "sixth"},
                                                {"vii", "seven", "seventh"},
                                                {"viii", "eight", "eighth"},
                                                {"ix", "nine", "ninth"},
                                                {"x", "ten", "tenth"},
                                                {"xi", "eleven", "eleventh"},
                                                {"xii", "twelve", "twelfth"},
                                                {"xiii", "thirteen", "thirteenth"},
                                                {"xiv", "fourteen", "fourteenth"},
                                                {"xv", "fifteen", "fifteenth"},
                                                {"xvi", "sixteen", "sixteenth"},
                                                {"xvii", "seventeen", "seventeenth"},
                                                {"xviii", "eighteen", "eighteenth"},
                                                {"xix", "nineteen", "nineteenth"},
                                                {"xx", "twenty", "twentieth"}}};

std::optional<int> number_of(std::string_view word, std::size_t least_digits, std::size_t most_digits) {
  int number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool is_number = word.size() >= least_digits && word.size() <= most_digits && read.ec == std::errc() &&
                         read.ptr == word.data() + word.size() && number >= 0 && word.front() != '-';
  return is_number ? std::optional(number) : std::nullopt;
}

std::string_view ending_of(int number) {
  if (number % 100 / 10 == 1) return "th";
  return number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th";
}

std::string ordinal(int number) { return std::to_string(number).append(ending_of(number)); }

/// A number with or without its ending: 3, 3rd.
std::optional<int> day_of(std::string_view word) {
  for (const std::string_view ending : {"st", "nd", "rd", "th", "er"}) {
    if (word.ends_with(ending)) return number_of(word.substr(0, word.size() - ending.size()), 1, 2);
  }
  return number_of(word, 1, 2);
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;  ///< 0 for a whole month.
};

std::optional<Day> checked(std::optional<int> year, int month, std::optional<int> day) {
  const bool is_month = year && month >= 1 && month <= 12;
  if (!is_month || !day || (*day != 0 && !analysis::day_span(*year, month, *day))) return std::nullopt;
  return Day{*year, month, *day};
}

/// 05.11.2023, one word to the analysis.
std::optional<Day> dotted_day(std::string_view word) {
  const auto first = word.find('.');
  const auto second = word.find('.', std::min(first, word.size() - 1) + 1);
  if (first == word.npos || second == word.npos) return std::nullopt;
  const auto month = number_of(word.substr(first + 1, second - first - 1), 1, 2);
  const auto day = number_of(word.substr(0, first), 1, 2);
  return day == 0 ? std::nullopt : checked(number_of(word.substr(second + 1), 4, 4), month.value_or(0), day);
}

std::optional<Day> day_in(Words words) {
  if (words.size() == 1) return words[0].empty() ? std::nullopt : dotted_day(words[0]);
  if (words.size() == 2) {
    if (const int month = analysis::month_named(words[0]); month != 0) {
      return checked(number_of(words[1], 4, 4), month, 0);
    }
    const auto month = number_of(words[1], 2, 2);
    return checked(number_of(words[0], 4, 4), month.value_or(0), 0);
  }
  if (words.size() != 3) return std::nullopt;
  std::optional<Day> day;
  if (const auto year = number_of(words[0], 4, 4)) {
    day = checked(year, number_of(words[1], 1, 2).value_or(0), number_of(words[2], 1, 2));
  } else if (const int behind = analysis::month_named(words[1]); behind != 0) {
    day = checked(number_of(words[2], 4, 4), behind, day_of(words[0]));
  } else {
    day = checked(number_of(words[2], 4, 4), analysis::month_named(words[0]), day_of(words[1]));
  }
  return day && day->day == 0 ? std::nullopt : day;
}

void add_days(const Day& day, Writings& writings) {
  const std::string year = std::to_string(day.year);
  const std::string month(kMonths[static_cast<std::size_t>(day.month) - 1]);
  const auto iso = year + '-' + two_digits(day.month);
  if (day.day == 0) {
    writings.push_back(month + ' ' + year);
    writings.push_back(iso);
    return;
  }
  const auto number = std::to_string(day.day);
  writings.push_back(iso + '-' + two_digits(day.day));
  std::vector<std::string> names = {month, month.substr(0, kLettersOfAShortMonth)};
  if (month == "september") names.push_back("sept");
  for (const auto& name : names) {
    for (const auto& day_number : {number, ordinal(day.day)}) {
      writings.push_back(day_number + ' ' + name + ' ' + year);
      writings.push_back(name + ' ' + day_number + ' ' + year);
    }
  }
  writings.push_back(two_digits(day.day) + '.' + two_digits(day.month) + '.' + year);
  writings.push_back(number + '.' + std::to_string(day.month) + '.' + year);
}

bool is_amount(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789.") == word.npos && word.front() != '.';
}

const Magnitude* magnitude_of(std::string_view word, bool right_behind) {
  const auto is_it = [&](const Magnitude& one) {
    const bool is_name = word.starts_with(one.name) && word.size() <= one.name.size() + 1;
    return right_behind ? std::find(one.behind.begin(), one.behind.end(), word) != one.behind.end() : is_name;
  };
  const auto* found = std::find_if(kMagnitudes.begin(), kMagnitudes.end(), is_it);
  return found == kMagnitudes.end() ? nullptr : found;
}

void add_amount(const std::string& number, const Magnitude& magnitude, Writings& writings) {
  writings.push_back(number + ' ' + std::string(magnitude.name));
  for (const auto behind : magnitude.behind) {
    writings.push_back(number + std::string(behind));
    writings.push_back(number + ' ' + std::string(behind));
  }
}

/// 50 million, 50m, 50 mio; 1,000 is 1k.
void add_amounts(Words words, Writings& writings) {
  constexpr std::size_t kMostDigits = 3;
  const auto letters = words[0].find_first_not_of("0123456789.");
  const bool is_one = words.size() == 1 && letters != std::string::npos;
  const auto number = is_one ? words[0].substr(0, letters) : words[0];
  if ((!is_one && words.size() != 2) || !is_amount(number)) return;
  const std::string behind = is_one ? words[0].substr(letters) : words[1];
  const auto* magnitude = magnitude_of(behind, true);
  if (magnitude == nullptr && !is_one) magnitude = magnitude_of(behind, false);
  if (magnitude == nullptr) return;
  add_amount(number, *magnitude, writings);
  const bool is_whole = number.find('.') == number.npos && number.size() <= kMostDigits;
  if (is_whole) writings.push_back(number + std::string(magnitude->zeros, '0'));
}

/// 12,5 of some languages is 12.5 of others.
void add_decimals(Words words, Writings& writings) {
  const auto is_digits = [](std::string_view word) {
    return !word.empty() && word.size() <= 3 && word.find_first_not_of("0123456789") == word.npos;
  };
  if (words.size() == 2 && is_digits(words[0]) && is_digits(words[1]) && words[1].size() < 3) {
    writings.push_back(words[0] + '.' + words[1]);
  }
  const auto point = words[0].find('.');
  if (words.size() != 1 || point == std::string::npos) return;
  const auto whole = words[0].substr(0, point);
  const auto part = words[0].substr(point + 1);
  if (is_digits(whole) && is_digits(part)) writings.push_back(whole + ',' + part);
}

/// Numbers of four to twelve digits, in one or in groups of three.
void add_groups(Words words, Writings& writings) {
  constexpr std::size_t kGroup = 3;
  constexpr std::size_t kMostGroups = 4;
  const auto is_digits = [](const std::string& word) {
    return !word.empty() && word.find_first_not_of("0123456789") == word.npos;
  };
  if (!std::all_of(words.begin(), words.end(), is_digits)) return;
  std::string whole;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_group = i > 0 ? words[i].size() == kGroup : words[i].size() <= kGroup && words[i].front() != '0';
    if (words.size() > 1 && !is_group) return;
    whole += words[i];
  }
  if (whole.size() <= kGroup || whole.size() > kMostGroups * kGroup || whole.front() == '0') return;
  for (const char sign : {'\0', ' ', '.'}) {
    std::string text;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (sign != '\0' && i > 0 && (whole.size() - i) % kGroup == 0) text.push_back(sign);
      text.push_back(whole[i]);
    }
    writings.push_back(std::move(text));
  }
  for (auto magnitude = kMagnitudes.rbegin(); magnitude != kMagnitudes.rend(); ++magnitude) {
    const auto digits = whole.size() - std::min(magnitude->zeros, whole.size());
    if (digits == 0 || digits > kGroup || whole.find_first_not_of('0', digits) != whole.npos) continue;
    add_amount(whole.substr(0, digits), *magnitude, writings);
  }
}

}  // namespace

std::vector<std::string> other_writings(std::span<const std::string> words) {
  constexpr std::size_t kMostWords = 4;
  Writings writings;
  const auto has_digit = [](const std::string& word) { return word.find_first_of("0123456789") != word.npos; };
  if (words.size() > kMostWords || std::none_of(words.begin(), words.end(), has_digit)) return writings;
  if (const auto day = day_in(words)) add_days(*day, writings);
  add_amounts(words, writings);
  add_decimals(words, writings);
  add_groups(words, writings);
  std::string as_it_stands;
  for (const auto& word : words) as_it_stands += (as_it_stands.empty() ? "" : " ") + word;
  std::erase(writings, as_it_stands);
  return writings;
}

std::vector<std::string> other_numerals(std::string_view word) {
  for (std::size_t i = 0; i < kNumerals.size(); ++i) {
    const auto& numeral = kNumerals[i];
    const int number = static_cast<int>(i) + 1;
    const Writings cardinals = {std::to_string(number), std::string(numeral.roman), std::string(numeral.cardinal)};
    const Writings ordinals = {ordinal(number), std::string(numeral.ordinal)};
    for (const auto* same : {&cardinals, &ordinals}) {
      if (std::find(same->begin(), same->end(), word) == same->end()) continue;
      Writings others = *same;
      std::erase(others, word);
      return others;
    }
  }
  return {};
}

}  // namespace kbsearch::suggest
