#pragma once

#include <string>
#include <string_view>

namespace kbsearch::cli {

/// Returns `text` as a part of a URL: %XX stands for each byte but ASCII letters, digits, `-_.~` (RFC 3986's unreserved
/// characters) and those of `plain`.
std::string percent_encoded(std::string_view text, std::string_view plain = {});

}  // namespace kbsearch::cli
