#include "profile_option.hpp"

#include <fstream>
#include <sstream>

#include "arguments.hpp"

namespace kbsearch::cli {

RankingProfile profile_named(const std::string& name_or_path) {
  const bool is_path = name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".json");
  if (!is_path) return RankingProfile::named(name_or_path);
  std::ifstream file(name_or_path, std::ios::binary);
  if (!file) throw UsageError("cannot read the ranking profile '" + name_or_path + "'");
  std::ostringstream text;
  text << file.rdbuf();
  return RankingProfile::from_json(text.str());
}

}  // namespace kbsearch::cli
