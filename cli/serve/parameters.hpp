// The parameters of a request as options of a search.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/search_options.hpp"

namespace kbsearch::cli::serve {

using Parameters = std::multimap<std::string, std::string>;
using ParameterNames = std::vector<std::string>;

/// Reads the members of SearchOptions as search_options_from_json() calls them: limit=20, facet=tag:5 (repeated),
/// filter=type:paper (repeated, all of them meant), sort=published:asc, typing=1, profile=research, timeout_ms=500.
/// Passes over the names in `beside`. Throws Error{kInvalidArgument} for any other name, for one that is given twice,
/// and for a value that is none.
SearchOptions search_options_of(const Parameters& parameters, const ParameterNames& beside);

/// A parameter of a search, for whoever describes them.
struct SearchParameter {
  const char* name;
  const char* type;  ///< integer, boolean or string.
  const char* description;
  bool is_repeated = false;
};

/// All that search_options_of() reads.
const std::vector<SearchParameter>& search_parameters();

/// Throws Error{kInvalidArgument} for a parameter that is not one of `names`.
void require_known(const Parameters& parameters, const ParameterNames& names);

/// The value of a parameter that may be given once; `fallback` if it is not. Throws Error{kInvalidArgument}.
std::string text_of(const Parameters& parameters, const std::string& name, const std::string& fallback = {});

/// The same for a whole number up to `most`.
std::uint64_t number_of(const Parameters& parameters, const std::string& name, std::uint64_t fallback,
                        std::uint64_t most);

}  // namespace kbsearch::cli::serve
