#include "completion_scripts.hpp"

#include <ostream>
#include <string>
#include <string_view>

namespace kbsearch::cli {
namespace {

using Kind = Completion::Kind;

std::string words_joined(const std::vector<std::string>& words, const char* separator = " ") {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

/// In single quotes, as bash and zsh read them.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

/// In single quotes, as fish reads them.
std::string quoted_for_fish(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += (c == '\'' || c == '\\' ? "\\" : "") + std::string(1, c);
  return out + "'";
}

std::vector<std::string> names_of(const std::vector<CommandCompletion>& commands) {
  std::vector<std::string> names;
  for (const auto& command : commands) names.push_back(command.name);
  return names;
}

std::vector<std::string> options_of(const CommandCompletion& command) {
  std::vector<std::string> names;
  for (const auto& option : command.options) names.push_back(option.name);
  return names;
}

/// Returns "search:--limit|search:-n".
std::string case_of(const CommandCompletion& command, const OptionCompletion& option) {
  return command.name + ':' + option.name +
         (option.short_name.empty() ? "" : "|" + command.name + ':' + option.short_name);
}

/// What both bash and zsh find out first: the command, the word, and the one before it. `words`, `place` and `first`
/// are the shell's own: its words, the place of the one under way, and where they begin.
void print_where_we_are(std::ostream& out, const std::vector<CommandCompletion>& commands, const std::string& words,
                        const std::string& place, int first) {
  const auto at = [&](const std::string& index) { return "\"${" + words + "[" + index + "]}\""; };
  out << "  local word=" << at(place) << " before=" << at(place + "-1")
      << " command=search is_chosen= i\n"
         "  if [[ $word == \"=\" ]]; then word=; fi\n"
         "  if [[ $before == \"=\" ]]; then before="
      << at(place + "-2") << "; elif [[ $word == --*=* ]]; then before=${word%%=*}; fi\n"
      << "  for ((i = " << first << "; i < " << place << "; i++)); do\n    case " << at("i") << " in\n      "
      << words_joined(names_of(commands), "|") << "|help) command=" << at("i")
      << "; is_chosen=1; break ;;\n"
         "      --db|--color) ((i++)) ;;\n      -*) ;;\n      *) is_chosen=1; break ;;\n    esac\n  done\n";
}

std::string bash_reply(const Completion& completion) {
  const auto words = "-W " + in_quotes(words_joined(completion.words));
  const auto reply = [](const std::string& from) { return "COMPREPLY=($(compgen " + from + " -- \"$word\"))"; };
  switch (completion.kind) {
    case Kind::kNothing:
      return "COMPREPLY=()";
    case Kind::kWords:
      return reply(words);
    case Kind::kFiles:
      return reply("-f");
    case Kind::kDirectories:
      return reply("-d");
    case Kind::kWordsOrFiles:
      return reply(words + " -f");
  }
  return "";
}

std::string zsh_reply(const Completion& completion) {
  const auto words = "compadd -- " + words_joined(completion.words);
  switch (completion.kind) {
    case Kind::kNothing:
      return ":";
    case Kind::kWords:
      return words;
    case Kind::kFiles:
      return "_files";
    case Kind::kDirectories:
      return "_files -/";
    case Kind::kWordsOrFiles:
      return words + "; _files";
  }
  return "";
}

/// The part of a function that completes the value of an option, and returns.
template <typename Reply>
void print_values(std::ostream& out, const std::vector<CommandCompletion>& commands, Reply reply) {
  out << "  case \"$command:$before\" in\n";
  for (const auto& command : commands) {
    for (const auto& option : command.options) {
      if (!option.takes_value) continue;
      out << "    " << case_of(command, option) << ") " << reply(option.value) << "; return ;;\n";
    }
  }
  out << "  esac\n";
}

template <typename Reply>
void print_words(std::ostream& out, const std::vector<CommandCompletion>& commands, Reply reply) {
  out << "  case \"$command\" in\n    help) " << reply({Kind::kWords, names_of(commands)}) << " ;;\n";
  for (const auto& command : commands) {
    if (command.words.kind != Kind::kNothing) out << "    " << command.name << ") " << reply(command.words) << " ;;\n";
  }
  out << "  esac\n";
}

template <typename Reply>
void print_options(std::ostream& out, const std::vector<CommandCompletion>& commands, Reply reply) {
  out << "  if [[ $word == -* ]]; then\n    case \"$command\" in\n";
  for (const auto& command : commands) {
    out << "      " << command.name << ") " << reply({Kind::kWords, options_of(command)}) << " ;;\n";
  }
  out << "    esac\n    return\n  fi\n";
}

}  // namespace

void print_bash_completions(std::ostream& out, const std::vector<CommandCompletion>& commands) {
  auto names = names_of(commands);
  names.emplace_back("help");
  out << "# Completions of kbsearch for bash: source <(kbsearch completions bash)\n_kbsearch() {\n";
  print_where_we_are(out, commands, "COMP_WORDS", "COMP_CWORD", 1);
  // Bash takes a word apart at `=`; where it is told not to, the name of the option stands before the value.
  out << "  local given=\n  if [[ $word == --*=* ]]; then given=${word%%=*}=; word=${word#*=}; fi\n";
  print_values(out, commands, [](const Completion& completion) {
    return bash_reply(completion) +
           (completion.words.empty() || !completion.words.front().ends_with(':') ? ""
                                                                                 : "; compopt -o nospace 2>/dev/null") +
           "; COMPREPLY=(\"${COMPREPLY[@]/#/$given}\")";
  });
  print_options(out, commands, bash_reply);
  out << "  if [[ -z $is_chosen ]]; then " << bash_reply({Kind::kWords, names}) << "; return; fi\n";
  print_words(out, commands, bash_reply);
  out << "}\ncomplete -o filenames -F _kbsearch kbsearch\n";
}

void print_zsh_completions(std::ostream& out, const std::vector<CommandCompletion>& commands) {
  out << "#compdef kbsearch\n# Completions of kbsearch for zsh: source <(kbsearch completions zsh)\n"
         "_kbsearch() {\n  setopt localoptions nonomatch\n";
  print_where_we_are(out, commands, "words", "CURRENT", 2);
  out << "  if [[ $word == --*=* ]]; then compset -P '*='; fi\n";
  print_values(out, commands, zsh_reply);
  print_options(out, commands, zsh_reply);
  out << "  if [[ -z $is_chosen ]]; then\n    local -a names=(\n";
  for (const auto& command : commands) out << "      " << in_quotes(command.name + ':' + command.summary) << '\n';
  out << "    )\n    _describe command names\n    return\n  fi\n";
  print_words(out, commands, zsh_reply);
  // From a file of $fpath this whole text is the function when it is first called.
  out << "}\nif [[ $funcstack[1] == _kbsearch ]]; then _kbsearch \"$@\"; else compdef _kbsearch kbsearch; fi\n";
}

void print_fish_completions(std::ostream& out, const std::vector<CommandCompletion>& commands) {
  const auto all = words_joined(names_of(commands));
  out << "# Completions of kbsearch for fish: kbsearch completions fish | source\n"
         "complete -c kbsearch -f\n"
         "complete -c kbsearch -n __fish_use_subcommand -a help -d 'tell what a command takes'\n"
         "complete -c kbsearch -n '__fish_seen_subcommand_from help' -a "
      << quoted_for_fish(all) << '\n';
  for (const auto& command : commands) {
    out << "complete -c kbsearch -n __fish_use_subcommand -a " << command.name << " -d "
        << quoted_for_fish(command.summary) << '\n';
    // What is no command is a query.
    const auto here = command.name == "search" ? "not __fish_seen_subcommand_from " + words_joined(names_of(commands)) +
                                                     "; or __fish_seen_subcommand_from search"
                                               : "__fish_seen_subcommand_from " + command.name;
    const auto complete = "complete -c kbsearch -n " + quoted_for_fish(here);
    for (const auto& option : command.options) {
      out << complete << " -l " << option.name.substr(2);
      if (!option.short_name.empty()) out << " -s " << option.short_name.substr(1);
      const auto kind = option.value.kind;
      if (option.takes_value) out << (kind == Kind::kFiles || kind == Kind::kWordsOrFiles ? " -r -F" : " -x");
      if (kind == Kind::kDirectories) out << " -a '(__fish_complete_directories)'";
      if (!option.value.words.empty()) out << " -a " << quoted_for_fish(words_joined(option.value.words));
      out << " -d " << quoted_for_fish(option.description) << '\n';
    }
    if (command.words.kind == Kind::kFiles || command.words.kind == Kind::kWordsOrFiles) out << complete << " -F\n";
    if (!command.words.words.empty()) {
      out << complete << " -a " << quoted_for_fish(words_joined(command.words.words)) << '\n';
    }
  }
}

}  // namespace kbsearch::cli
