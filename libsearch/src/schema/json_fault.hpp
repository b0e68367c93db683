#pragma once

#include <string>
#include <string_view>

namespace kbsearch::schema {

/// Says why `json` is not one JSON object, and where, as "is not JSON: line 2, column 7: '}' was not expected"; empty
/// if it is one. For files that people write: schemas, profiles, baselines.
std::string json_fault(std::string_view json);

}  // namespace kbsearch::schema
