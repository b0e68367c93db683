// Dates as people write them, for the date fields of records and for the dates in queries alike.
#pragma once

#include <optional>
#include <string_view>

namespace kbsearch::analysis {

/// What a date can stand for: all moments from `first` to `last`. A moment is
///     10000 * year + 100 * month + day + (share of the day that has passed)
/// in the time zone it was written in; month and day are 0 in the `first` of a date that does not tell them.
struct DateSpan {
  double first;
  double last;
};

/// Returns the span of a calendar day; nothing if there is no such day in the years 1 to 9999.
std::optional<DateSpan> day_span(int year, int month, int day);

/// Reads `2024`, `2024-05`, `2024-05-17` (also with `/` or `.`), each with a time of day after a `T` or a space;
/// `17.05.2024`, `17/05/2024`, `5/17/2024`; `17 May 2024`, `May 17, 2024`, `17. Mai 2024`, `Tue, 17 mars 2024 08:00:00
/// GMT`, `May 2024`; two of them parted by `/`, ` - ` or a dash, and `1964-1982`, as the span from the one to the
/// other. Returns nothing if `text` is no date, is of a day that does not exist, or does not tell the day from the
/// month (`4/5/2024`).
std::optional<DateSpan> parse_date(std::string_view text);

}  // namespace kbsearch::analysis
