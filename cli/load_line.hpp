#pragma once

#include <chrono>
#include <string>

#include "kbsearch/index_writer.hpp"

namespace kbsearch::cli {

/// Returns how far a load is, in at most `columns` characters: the phase, the share that is done as a bar, records, how
/// many a second, and the time left; where the share is not known, the time that the phase has taken.
std::string load_line(const LoadProgress& progress, std::chrono::duration<double> in_phase, std::size_t columns);

}  // namespace kbsearch::cli
