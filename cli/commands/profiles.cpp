#include <algorithm>
#include <iostream>

#include "arguments.hpp"
#include "command.hpp"
#include "profile_option.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {

Declaration declare_profiles() {
  Declaration declared{
      .usage = "profiles [NAME|FILE]",
      .description =
          "Lists the built-in ranking profiles; with a name, prints that profile as JSON, to be "
          "edited and given to --profile. A file is checked and printed whole.",
      .positional = "name",
      .exit_codes = {{0, "done"}, {2, "an error"}},
      .examples = {{"kbsearch profiles research > mine.json", "A profile to begin with, for --profile mine.json:"}}};
  auto& options = declared.options;
  options.add_options()("name", po::value<std::vector<std::string>>()->value_name("NAME|FILE"), "a profile");
  add_common_options(options);
  return declared;
}

int run_profiles(const po::variables_map& values) {
  common_options(values);
  if (values.count("name") == 0) {
    for (const auto& name : RankingProfile::names()) {
      std::cout << name << std::string(14 - std::min<std::size_t>(name.size(), 13), ' ')
                << RankingProfile::named(name).description << '\n';
    }
    return kFound;
  }
  print_as(OutputKind::kJson);
  for (const auto& name : values["name"].as<std::vector<std::string>>()) {
    std::cout << profile_named(name).to_json() << '\n';
  }
  return kFound;
}

}  // namespace kbsearch::cli
