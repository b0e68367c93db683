#pragma once

#include <cstddef>
#include <string_view>

namespace kbsearch::cli {

/// How deep the brackets of a JSON text are nested, those in its strings left out; of any other text, some number.
/// Asked before a parser sees what a stranger sent.
std::size_t json_depth(std::string_view json);

}  // namespace kbsearch::cli
