#include <iostream>

#include "arguments.hpp"
#include "command.hpp"

namespace kbsearch::cli {
namespace {

constexpr const char* kOptions =
    "--db --color --quiet --verbose --help --limit --offset --format --filter --facet --sort --profile --explain "
    "--no-snippet --after --collapse --all --typing --no-expand --passages --related --strict --queries --rebuild "
    "--prune --prune-cap --dry-run --jobs --schema --rejects --language "
    "--qrels --terms --prefix --clear "
    "--metrics --baseline --save --versus --versus-db --per-query";

std::string command_names() {
  std::string names;
  for (const auto& command : commands()) names += (names.empty() ? "" : " ") + std::string(command.name);
  return names;
}

void print_bash() {
  std::cout << "_kbsearch() {\n"
               "  local word=\"${COMP_WORDS[COMP_CWORD]}\"\n"
               "  if [[ $word == -* ]]; then\n"
               "    COMPREPLY=($(compgen -W \""
            << kOptions
            << "\" -- \"$word\"))\n"
               "  elif [[ $COMP_CWORD -eq 1 ]]; then\n"
               "    COMPREPLY=($(compgen -W \""
            << command_names()
            << "\" -- \"$word\"))\n"
               "  else\n"
               "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
               "  fi\n"
               "}\n"
               "complete -o filenames -F _kbsearch kbsearch\n";
}

void print_zsh() {
  std::cout << "#compdef kbsearch\n_kbsearch() {\n  local -a names=(\n";
  for (const auto& command : commands()) std::cout << "    '" << command.name << ":" << command.summary << "'\n";
  std::cout << "  )\n  if (( CURRENT == 2 )); then _describe command names; fi\n"
               "  if [[ $words[CURRENT] == -* ]]; then compadd -- "
            << kOptions
            << "; else _files; fi\n}\n"
               "compdef _kbsearch kbsearch\n";
}

void print_fish() {
  for (const auto& command : commands()) {
    std::cout << "complete -c kbsearch -n __fish_use_subcommand -a " << command.name << " -d '" << command.summary
              << "'\n";
  }
  std::string name;
  for (const char* c = kOptions;; ++c) {
    if (*c != ' ' && *c != '\0') {
      name += *c;
      continue;
    }
    std::cout << "complete -c kbsearch -l " << name.substr(2) << '\n';
    name.clear();
    if (*c == '\0') break;
  }
}

}  // namespace

int run_completions(const std::vector<std::string>& arguments) {
  po::options_description options("options");
  options.add_options()("shell", po::value<std::vector<std::string>>()->value_name("SHELL"), "bash, zsh or fish");
  add_common_options(options);
  const auto values = parse_arguments(arguments, options, "shell");
  if (values["help"].as<bool>()) {
    std::cout << "usage: kbsearch completions bash|zsh|fish\n\nPrints completions; for instance: source <(kbsearch "
                 "completions bash)\n\n"
              << options;
    return kFound;
  }
  common_options(values);
  const auto shells =
      values.count("shell") > 0 ? values["shell"].as<std::vector<std::string>>() : std::vector<std::string>();
  const std::string shell = shells.size() == 1 ? shells.front() : "";
  if (shell == "bash") {
    print_bash();
  } else if (shell == "zsh") {
    print_zsh();
  } else if (shell == "fish") {
    print_fish();
  } else {
    if (shells.empty()) refuse_words("a shell is missing: bash, zsh or fish", "completions");
    if (shells.size() > 1) throw UnfitWords("completions takes one shell");
    require_choice("completions", shell, {"bash", "zsh", "fish"});
  }
  return kFound;
}

}  // namespace kbsearch::cli
