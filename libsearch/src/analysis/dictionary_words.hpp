// Word boundaries by dictionary, for scripts that write no spaces (ICU's break iterator).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kbsearch::analysis {

/// Appends to `ends` the byte offset after each word of `run`, ascending; the last is run.size().
void dictionary_word_ends(std::string_view run, std::vector<std::uint32_t>& ends);

}  // namespace kbsearch::analysis
