// The built-in ranking profiles: data, in the form in which a user writes one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/ranking_profile.hpp"

namespace kbsearch::rank {

struct BuiltInProfile {
  std::string_view name;
  std::string_view json;
};

/// In the order in which they are listed.
const std::vector<BuiltInProfile>& built_in_profiles();

/// Throws Error{kInvalidArgument} for a number that is out of its range (RankingProfile tells them), as from_json does:
/// a profile need not come from there.
void check_profile(const RankingProfile& profile);

/// Returns bytes that are equal for two profiles exactly if they rank alike: all but names. A hundredth of the time
/// that JSON takes, for it is done with every search.
std::string ranking_key(const RankingProfile& profile);

}  // namespace kbsearch::rank
