#include <algorithm>
#include <iostream>

#include "arguments.hpp"
#include "command.hpp"
#include "kbsearch/error.hpp"
#include "run_apart.hpp"

namespace kbsearch::cli {
namespace {

void print_help() {
  std::cout << "kbsearch - full-text search for curated knowledge bases\n\n"
               "usage: kbsearch [search] QUERY...        ask the index\n"
               "       kbsearch COMMAND [ARGUMENTS]      (kbsearch COMMAND --help tells more)\n\ncommands:\n";
  for (const auto& command : commands()) {
    std::string left = std::string("  ") + command.name + " " + command.arguments;
    left.resize(std::max<std::size_t>(left.size() + 1, 34), ' ');
    std::cout << left << command.summary << '\n';
  }
  std::cout << "\nThe index is --db DIR, else $KBSEARCH_DB, else $XDG_DATA_HOME/kbsearch/default.\n"
               "Exit codes: 0 found or done, 1 nothing found or a gate not met, 2 an error.\n";
}

bool everything_was_kept = false;

int fail(const std::string& message) {
  std::cout.flush();
  std::cerr << "kbsearch: " << message << '\n';
  return kFailure;
}

const Command* find_command(const std::string& name) {
  const auto& all = commands();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Command& command) { return name == command.name; });
  return found == all.end() ? nullptr : &*found;
}

/// Returns how many of the first arguments are common options and their values.
std::size_t leading_options(const std::vector<std::string>& arguments) {
  std::size_t at = 0;
  while (at < arguments.size()) {
    const std::string& argument = arguments[at];
    if (argument == "--db" || argument == "--color") {
      at += 2;
    } else if (argument.starts_with("--db=") || argument.starts_with("--color=") || argument == "-q" ||
               argument == "--quiet" || argument == "-v" || argument == "--verbose") {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

int dispatch(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    print_help();
    return kFailure;
  }
  // Common options may stand before the command: `kbsearch --db kb.index show ID`.
  const std::size_t at = std::min(leading_options(arguments), arguments.size() - 1);
  const std::string& first = arguments[at];
  if (first == "--help" || first == "-h" || first == "help") {
    if (first == "help" && arguments.size() == 2) {
      if (const Command* command = find_command(arguments[1])) return command->run({"--help"});
      throw UsageError("there is no command '" + arguments[1] + "' (kbsearch --help lists them)");
    }
    if (first != "help" || arguments.size() == 1) {
      print_help();
      return kFound;
    }
  }
  if (first == "--version" || first == "-V") {
    std::cout << "kbsearch " << KBSEARCH_VERSION << '\n';
    return kFound;
  }
  if (const Command* command = find_command(first)) {
    std::vector<std::string> rest(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(at));
    rest.insert(rest.end(), arguments.begin() + static_cast<std::ptrdiff_t>(at) + 1, arguments.end());
    return command->runs_apart ? run_apart(*command, rest) : command->run(rest);
  }
  // Anything else is a query. A single word that is nearly a command gets a hint, in case one was meant.
  if (arguments.size() > 1 && arguments[1].starts_with("--")) {
    std::vector<std::string> names;
    for (const auto& command : commands()) names.emplace_back(command.name);
    const auto near = nearest(first, names);
    if (!near.empty() && first.size() > 3 && !first.starts_with('-')) {
      std::cerr << "kbsearch: searching for '" << first << "' (if the command '" << near << "' was meant: kbsearch "
                << near << ")\n";
    }
  }
  return run_search(arguments);
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {"search", "QUERY...", "ask the index (the default command)", run_search},
      {"index", "PATH...|-", "add or replace records by id", run_index, true, true},
      {"show", "ID...", "print records as they were given", run_show},
      {"explain", "QUERY ID [ID]", "tell why a record scores what it does", run_explain},
      {"similar", "ID", "list the records most like one", run_similar},
      {"suggest", "PREFIX", "complete what is being typed", run_suggest},
      {"delete", "ID...", "remove records", run_delete, true, true},
      {"export", "", "print all records, one a line", run_export},
      {"synonyms", "[FILE|-]", "print or replace the words that stand for each other", run_synonyms, true, true},
      {"stats", "", "describe the index", run_stats},
      {"check", "", "verify the index", run_check, true},
      {"analyze", "TEXT...", "show the tokens of a text", run_analyze},
      {"profiles", "[NAME]", "list ranking profiles, or print one", run_profiles},
      {"eval", "", "measure ranking on judged queries", run_eval},
      {"tune", "", "fit a ranking profile to judged queries", run_tune},
      {"completions", "bash|zsh|fish", "print completions for a shell", run_completions},
  };
  return all;
}

int run_tool(const std::vector<std::string>& arguments) {
  return run_and_report([&] { return dispatch(arguments); });
}

void note_kept() { everything_was_kept = true; }

int run_and_report(const std::function<int()>& action) {
  try {
    return action();
  } catch (const UsageError& error) {
    return fail(error.what());
  } catch (const Error& error) {
    return fail(error.what());
  } catch (const std::bad_alloc&) {
    return fail(everything_was_kept ? "everything of this run was kept, but memory ran out" : "out of memory");
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}

}  // namespace kbsearch::cli
