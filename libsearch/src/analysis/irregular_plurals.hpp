// English plurals that no rule of a stemmer knows.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns the singular of an English plural that is Latin (indices), Greek (crises), Old English (mice, women) or
/// borrowed with its ending (plateaux); `word` itself for any other. Two go the other way: datum becomes data, which
/// alone is in use, and leaf leave. Case-folded, without accents. What is more often another word is left alone: media,
/// bases, ellipses, people.
std::string with_irregular_singular(std::string_view word);

}  // namespace kbsearch::analysis
