#include <iostream>

#include "arguments.hpp"
#include "command.hpp"
#include "completion_scripts.hpp"
#include "completion_words.hpp"
#include "kbsearch/searcher.hpp"

namespace kbsearch::cli {
namespace {

/// The schema of the index, whose fields are offered; that of knowledge bases where there is no index.
Schema schema_of(const std::filesystem::path& db) {
  try {
    return Searcher::open(db).schema();
  } catch (const std::exception&) {
    return Schema::knowledge_base();
  }
}

}  // namespace

int run_completions(const std::vector<std::string>& arguments) {
  po::options_description options("options");
  options.add_options()("shell", po::value<std::vector<std::string>>()->value_name("SHELL"), "bash, zsh or fish");
  add_common_options(options);
  const auto values = parse_arguments(arguments, options, "shell");
  if (values["help"].as<bool>()) {
    std::cout
        << "usage: kbsearch completions bash|zsh|fish\n\nPrints completions of commands, options and their values, "
           "fields of the index among them; for instance: source <(kbsearch completions bash)\n\n"
        << options;
    return kFound;
  }
  const auto common = common_options(values);
  if (values.count("shell") == 0) refuse_words("a shell is missing: bash, zsh or fish", "completions");
  const auto& shells = values["shell"].as<std::vector<std::string>>();
  if (shells.size() > 1) throw UnfitWords("completions takes one shell");
  require_choice("completions", shells.front(), {"bash", "zsh", "fish"});
  const auto completions = completions_with(schema_of(common.db));
  const auto print = shells.front() == "bash"  ? print_bash_completions
                     : shells.front() == "zsh" ? print_zsh_completions
                                               : print_fish_completions;
  print(std::cout, completions);
  return kFound;
}

}  // namespace kbsearch::cli
