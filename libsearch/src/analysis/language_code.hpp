// The ways in which a language is written: `DE`, `de-DE`, `en_US`, `deu`.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns the ISO 639-1 code, in lower case, of the language that a tag names: a code of two or three letters (ISO
/// 639-1, 639-2 or 639-3) with or without a script, a region and more after it, parted by `-` or `_`. Empty for what is
/// no such tag, and for a language that ISO 639-1 has no code for.
std::string language_code(std::string_view tag);

}  // namespace kbsearch::analysis
