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

Declaration declare_completions() {
  Declaration declared{
      .usage = "completions bash|zsh|fish",
      .description =
          "Prints completions of commands, options and their values, fields of the index among them; "
          "for instance: source <(kbsearch completions bash)",
      .positional = "shell",
      .exit_codes = {{0, "done"}, {2, "an error"}},
      .examples = {{"source <(kbsearch completions bash)", "In bash, with the fields of the index at hand:"}}};
  auto& options = declared.options;
  options.add_options()("shell", po::value<std::vector<std::string>>()->value_name("SHELL"), "bash, zsh or fish");
  add_common_options(options);
  return declared;
}

int run_completions(const po::variables_map& values) {
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
