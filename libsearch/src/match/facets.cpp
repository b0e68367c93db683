#include "match/facets.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <map>

namespace kbsearch::match {
namespace {

/// The shortest text that reads back as the number.
std::string written(double number) {
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.begin(), buffer.end(), number, std::chars_format::fixed).ptr;
  return {buffer.begin(), end};
}

/// The lower end of a range: a multiple of the width, without what binary fractions add to it in the last places.
double edge(double number, double width) {
  const double multiple = number * width;
  if (width >= 1.0) return multiple;
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.15g", multiple);
  return std::strtod(buffer, nullptr);
}

/// The number of the range that a value is in; a quotient that is off in its last place must not move it to the next.
double range_of(double value, double width) {
  const double number = std::floor(value / width);
  if (width >= 1.0) return number;
  if (value < edge(number, width)) return number - 1.0;
  return value >= edge(number + 1.0, width) ? number + 1.0 : number;
}

void cut(Facet& facet, std::size_t max_values) {
  facet.distinct = facet.counts.size();
  facet.counts.resize(std::min(facet.counts.size(), max_values));
}

}  // namespace

Facet count_keywords(const KeywordColumn& column, const DocumentSet& documents, std::size_t max_values) {
  Facet facet;
  std::vector<std::uint64_t> counts(column.values().size(), 0);
  documents.for_each([&](DocumentId document) {
    const auto values = column.of(document);
    for (const auto value : values) ++counts[value];
    if (values.empty()) ++facet.missing;
  });
  std::vector<std::uint32_t> met;
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) met.push_back(i);
  }
  facet.distinct = met.size();
  const auto end = met.begin() + static_cast<std::ptrdiff_t>(std::min(max_values, met.size()));
  // Values are in order of their bytes, so their numbers break ties.
  std::partial_sort(met.begin(), end, met.end(),
                    [&](auto a, auto b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
  met.erase(end, met.end());
  for (const auto i : met) facet.counts.push_back({column.values()[i], counts[i], column.label(i)});
  return facet;
}

double round_width(double least, bool whole) {
  if (whole && least <= 1.0) return 1.0;
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1.0 - 1e-12)) return factor * power;
  }
  return 10.0 * power;
}

Facet count_ranges(const NumberColumn& column, const DocumentSet& documents, const Field& field,
                   std::size_t max_values) {
  Facet facet;
  const bool has_maximum = std::isfinite(field.maximum);
  const double least = std::isfinite(field.minimum) ? field.minimum : column.least();
  const double greatest = has_maximum ? field.maximum : column.greatest();
  double width = 1.0;
  if (greatest > least) {
    width = round_width((greatest - least) / static_cast<double>(std::max<std::size_t>(max_values, 1)),
                        column.all_integers());
  }
  // Numbers so large that the next one is further away than a range is wide.
  const double largest = std::max(std::abs(least), std::abs(greatest));
  const double spacing = std::nextafter(largest, std::numeric_limits<double>::infinity()) - largest;
  if (width < 2.0 * spacing) width = round_width(2.0 * spacing, column.all_integers());
  // The greatest value there can be belongs to the last range, and is none of its own.
  const double last = std::ceil(greatest / width - 1e-9) - 1.0;
  std::map<double, std::uint64_t> counts;
  documents.for_each([&](DocumentId document) {
    const double value = column.of(document);
    if (std::isnan(value)) {
      ++facet.missing;
    } else {
      const double number = range_of(value, width);
      ++counts[has_maximum ? std::min(number, last) : number];
    }
  });
  for (const auto& [number, count] : counts) {
    const bool closed = has_maximum && number == last;
    const double high = closed ? greatest : edge(number + 1.0, width);
    const auto range = written(edge(number, width)) + (closed ? ".." : "..<") + written(high);
    facet.counts.push_back({range, count, range});
  }
  cut(facet, std::max<std::size_t>(max_values, facet.counts.size()));
  return facet;
}

Facet count_dates(const NumberColumn& column, const DocumentSet& documents, FacetRequest::DateStep step,
                  std::size_t max_values) {
  Facet facet;
  const bool by_year = step == FacetRequest::DateStep::kYear;
  std::map<long, std::uint64_t, std::greater<>> counts;
  documents.for_each([&](DocumentId document) {
    const double value = column.of(document);
    const long months = std::isnan(value) ? 0 : static_cast<long>(value) / 100;
    // A date that is a year alone is in none of its months.
    if (std::isnan(value) || (!by_year && months % 100 == 0)) {
      ++facet.missing;
    } else {
      ++counts[by_year ? months / 100 : months];
    }
  });
  for (const auto& [date, count] : counts) {
    char buffer[40];
    if (by_year) {
      std::snprintf(buffer, sizeof buffer, "%04ld", date);
    } else {
      std::snprintf(buffer, sizeof buffer, "%04ld-%02ld", date / 100, date % 100);
    }
    facet.counts.push_back({buffer, count, buffer});
  }
  cut(facet, max_values);
  return facet;
}

}  // namespace kbsearch::match
