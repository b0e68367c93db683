#include "profile_option.hpp"

#include "input_file.hpp"

namespace kbsearch::cli {

RankingProfile profile_named(const std::string& name_or_path) {
  const bool is_path = name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".json");
  if (!is_path) return RankingProfile::named(name_or_path);
  return made_of(name_or_path, "ranking profile", RankingProfile::from_json);
}

}  // namespace kbsearch::cli
