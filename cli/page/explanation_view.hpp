// Why a record is found: its score as a bar of parts, and as a sum that adds up to the last digit shown.
#pragma once

#include <cstdint>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "page/html.hpp"

namespace kbsearch::page {

/// Returns the values in hundredths, rounded so that they add up to `total`, hundredths: each is at most one from its
/// own (the largest remainders are rounded up). Values that do not add up to it are rounded each by itself.
[[nodiscard]] std::vector<std::int64_t> in_hundredths(const std::vector<double>& values, std::int64_t total);

/// Returns the value in hundredths as it is shown: `14.90`.
[[nodiscard]] std::string shown(std::int64_t hundredths);

/// Returns the bar and, to be unfolded, the sum. A bar of `best` takes the whole width, so that hits compare by sight.
/// `key` names it within the page.
[[nodiscard]] Html explanation_view(const Explanation& explanation, double best, const std::string& key);

}  // namespace kbsearch::page
