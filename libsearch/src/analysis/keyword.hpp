// Keywords (tags, types, ids): one exact value, compared without case, accents and spacing.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns `keyword` folded, white space and control characters as single spaces, ends trimmed; at most 200 bytes, a
/// longer one ends in a digest of the whole.
std::string fold_keyword(std::string_view keyword);

/// Returns it as it was written, but for white space and control characters, which become single spaces as above; of
/// a longer one the first 1,000 bytes.
std::string keyword_as_written(std::string_view keyword);

}  // namespace kbsearch::analysis
