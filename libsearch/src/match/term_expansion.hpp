// Terms of an index that begin alike.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "store/term_walk.hpp"

namespace kbsearch::match {

struct TermExpansion {
  std::vector<std::string> terms;  ///< Ascending.
  bool is_cut = false;             ///< There are more, or may be: the scan ended early.
  std::size_t scanned = 0;
  std::uint64_t doc_freq_sum = 0;  ///< Of `terms`.
};

/// Returns the `limit` most frequent of the terms, as TermStatistics::expand has it.
TermExpansion expand_in(store::TermWalk& terms, std::size_t limit, std::size_t max_scanned);

}  // namespace kbsearch::match
