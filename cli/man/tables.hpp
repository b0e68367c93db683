// Tables of the manual pages, from those of the library.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::cli {

/// Returns `text` with each line `@name@` replaced by that table. Throws std::runtime_error for one that there is not.
std::string with_tables(std::string_view text);

}  // namespace kbsearch::cli
