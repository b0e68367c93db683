#include "profile_option.hpp"

#include "arguments.hpp"
#include "input_file.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::cli {

RankingProfile profile_named(const std::string& name_or_path) {
  const bool is_path = name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".json");
  if (!is_path) {
    try {
      return RankingProfile::named(name_or_path);
    } catch (const Error& error) {
      throw UsageError(std::string(error.what()) + " (a file of your own ends in .json)");
    }
  }
  return made_of(name_or_path, "ranking profile", RankingProfile::from_json);
}

}  // namespace kbsearch::cli
