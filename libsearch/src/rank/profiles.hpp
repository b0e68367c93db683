// The built-in ranking profiles: data, in the form in which a user writes one.
#pragma once

#include <string_view>
#include <vector>

namespace kbsearch::rank {

struct BuiltInProfile {
  std::string_view name;
  std::string_view json;
};

/// In the order in which they are listed.
const std::vector<BuiltInProfile>& built_in_profiles();

}  // namespace kbsearch::rank
