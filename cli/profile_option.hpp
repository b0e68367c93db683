#pragma once

#include <string>

#include "kbsearch/ranking_profile.hpp"

namespace kbsearch::cli {

/// Returns the built-in profile of that name, or the one in the JSON file of that path. Throws Error or UsageError.
RankingProfile profile_named(const std::string& name_or_path);

}  // namespace kbsearch::cli
