// The parameters of a request as options of a search.
#pragma once

#include <map>
#include <string>

#include "kbsearch/search_options.hpp"

namespace kbsearch::cli::serve {

using Parameters = std::multimap<std::string, std::string>;

/// Reads the members of SearchOptions as search_options_from_json() calls them: limit=20, facet=tag:5 (repeated),
/// filter=type:paper (repeated, all of them meant), sort=published:asc, typing=1, profile=research, timeout_ms=500.
/// `q`, the query, is passed over. Throws Error{kInvalidArgument} for any other name, for one that is given twice, and
/// for a value that is none.
SearchOptions search_options_of(const Parameters& parameters);

/// The value of a parameter that may be given once; `fallback` if it is not. Throws Error{kInvalidArgument}.
std::string text_of(const Parameters& parameters, const std::string& name, const std::string& fallback = {});

}  // namespace kbsearch::cli::serve
