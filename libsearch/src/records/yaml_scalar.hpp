// What a plain scalar means by the core schema of YAML 1.2 (chapter 10.3.2 of the specification).
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::records {

/// Returns the JSON of `text`, a scalar without quotes: null, true, false, a number, or else a
/// string.
std::string json_of_plain_scalar(std::string_view text);

}  // namespace kbsearch::records
