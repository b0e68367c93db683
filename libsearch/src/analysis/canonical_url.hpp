// One writing for the many of an address.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns the address without what does not change the page it leads to: scheme, `www.`, the default port, fragment,
/// slashes at the end, parameters that only track where a reader came from, percent-encoding of what needs none; host
/// in lower case, parameters sorted. Empty for what is no web address. Two addresses of one page may still differ:
/// nothing is fetched.
std::string canonical_url(std::string_view url);

}  // namespace kbsearch::analysis
