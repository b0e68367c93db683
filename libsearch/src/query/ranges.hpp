// The values that filters compare with: numbers and dates, single or as ranges.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "kbsearch/query.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::query {

/// Reads `60`, `60..80`, `60..`, `..80`, `>=60`, `>60`, `<=80`, `<80`; in a date field each bound is a date, and a year
/// or month stands for all its days. A date can also be `today` or so long before it, `-30d -2w -6m -1y`; `last-2y` is
/// from then to today. Nothing if `text` is no such range.
std::optional<RangeQuery> parse_range(const Field& field, std::string_view text, std::chrono::sys_days today);

}  // namespace kbsearch::query
