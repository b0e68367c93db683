#include <algorithm>
#include <iostream>

#include "advice.hpp"
#include "arguments.hpp"
#include "command.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/names.hpp"
#include "kbsearch/searcher.hpp"
#include "kbsearch/version.hpp"
#include "run_apart.hpp"
#include "run_program.hpp"

namespace kbsearch::cli {
namespace {

void print_help_of_all() {
  std::cout << "kbsearch - full-text search for curated knowledge bases\n\n"
               "usage: kbsearch [search] QUERY...        ask the index\n"
               "       kbsearch COMMAND [ARGUMENTS]      (kbsearch COMMAND --help tells more)\n\ncommands:\n";
  for (const auto& command : commands()) {
    std::string left = std::string("  ") + command.name + " " + command.arguments;
    left.resize(std::max<std::size_t>(left.size() + 1, 34), ' ');
    std::cout << left << command.summary << '\n';
  }
  std::cout << "\nThe index is --db DIR, else $KBSEARCH_DB, else $XDG_DATA_HOME/kbsearch/default.\n"
               "Exit codes: 0 found or done, 1 nothing found or a gate not met, 2 an error, 130 interrupted.\n";
}

bool everything_was_kept = false;

int fail(const std::string& message) {
  std::cout.flush();
  std::cerr << "kbsearch: " << message << '\n';
  return kFailure;
}

/// Returns how many of the first arguments are common options and their values.
std::size_t leading_options(const std::vector<std::string>& arguments) {
  std::size_t at = 0;
  while (at < arguments.size()) {
    const std::string& argument = arguments[at];
    if (argument == "--db" || argument == "--color") {
      at += 2;
    } else if (argument.starts_with("--db=") || argument.starts_with("--color=") || argument == "-q" ||
               argument == "--no-pager" || argument == "--quiet" || argument == "-v" || argument == "--verbose") {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  return names;
}

std::string arguments_joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += ' ' + word;
  return text;
}

int print_help_of(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    print_help_of_all();
    return kFound;
  }
  if (const Command* command = find_command(arguments.front())) {
    print_help(std::cout, command->declare());
    return kFound;
  }
  throw UsageError("there is no command '" + arguments.front() + "' (kbsearch --help lists them)" +
                   did_you_mean(arguments.front(), command_names()));
}

/// Returns the command that is one edit from `word`; empty if there is none.
std::string command_near(const std::string& word) {
  const auto names = command_names();
  const auto near =
      std::find_if(names.begin(), names.end(), [&](const std::string& name) { return edits_between(word, name) == 1; });
  return near == names.end() ? std::string() : *near;
}

/// Whether records have the word. An index that cannot be opened has none.
bool is_in_index(const std::string& word, const std::vector<std::string>& arguments) {
  try {
    SearchOptions options;
    options.limit = 0;
    options.plain_words = true;
    options.typos = false;
    options.expand = false;
    return Searcher::open(db_named(arguments)).search(word, options).unknown_words.empty();
  } catch (const std::exception&) {
    return false;
  }
}

/// A query whose first word is a mistyped command must not pass for a search. What tells `idnex notes/` from `state of
/// the art`, which is one edit from stats: no record has a word that is mistyped.
void refuse_mistyped_command(const std::string& first, const std::vector<std::string>& rest,
                             const std::vector<std::string>& arguments) {
  constexpr std::size_t kLeastSize = 4;
  // Too many words are one edit from a shorter command: `snow` and `tone`.
  constexpr std::size_t kLeastCommandSize = 5;
  const auto near = first.size() < kLeastSize ? std::string() : command_near(first);
  if (near.empty()) return;
  const bool stands_alone = leading_options(rest) >= rest.size();
  const bool is_known = is_in_index(first, arguments);
  if (!stands_alone && !is_known && near.size() >= kLeastCommandSize) {
    throw UsageError("no command '" + first + "'; did you mean '" + near + "'? (to search for it: kbsearch search " +
                     first + arguments_joined(rest) + ")");
  }
  const bool is_quiet = std::any_of(arguments.begin(), arguments.end(), [](const std::string& argument) {
    return argument == "-q" || argument == "--quiet";
  });
  const bool may_be_meant = stands_alone ? near.size() >= kLeastCommandSize || !is_known : !is_known;
  if (!may_be_meant || is_quiet) return;
  std::cerr << "kbsearch: searching for '" << first << "' (if the command '" << near << "' was meant: kbsearch " << near
            << ")\n";
}

int dispatch(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    print_help_of_all();
    return kFailure;
  }
  // Common options may stand before the command: `kbsearch --db kb.index show ID`.
  const std::size_t at = std::min(leading_options(arguments), arguments.size() - 1);
  const auto place = arguments.begin() + static_cast<std::ptrdiff_t>(at);
  const std::string& first = *place;
  const std::vector<std::string> behind(place + 1, arguments.end());
  if (first == "--help" || first == "-h") return print_help_of({});
  if (first == "help" && behind.size() < 2) return print_help_of(behind);
  if (first == "--version" || first == "-V") {
    std::cout << "kbsearch " << version() << "\nXapian " << xapian_version() << "\nICU " << icu_version() << '\n';
    return kFound;
  }
  if (const Command* command = find_command(first)) {
    std::vector<std::string> rest(arguments.begin(), place);
    rest.insert(rest.end(), behind.begin(), behind.end());
    return command->runs_apart ? run_apart(*command, rest) : run_command(*command, rest);
  }
  refuse_mistyped_command(first, behind, arguments);
  return run_command(*find_command("search"), arguments);
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {"search", "QUERY...", "ask the index (the default command)", declare_search, run_search},
      {"index", "[PATH...|-]", "add or replace records by id; read the sources again", declare_index, run_index, true,
       true, true},
      {"sources", "", "list or forget what the index was read from", declare_sources, run_sources, true, true},
      {"show", "ID...", "print records as they were given", declare_show, run_show},
      {"explain", "QUERY ID...", "tell why a record scores what it does", declare_explain, run_explain},
      {"similar", "ID", "list the records most like one", declare_similar, run_similar},
      {"suggest", "PREFIX", "complete what is being typed", declare_suggest, run_suggest},
      {"delete", "ID...", "remove records", declare_delete, run_delete, true, true},
      {"export", "", "print all records, one a line", declare_export, run_export},
      {"synonyms", "[FILE|-]", "print or replace the words that stand for each other", declare_synonyms, run_synonyms,
       true, true},
      {"snapshot", "DIR", "copy the index to where nothing changes it", declare_snapshot, run_snapshot, true, true,
       true, nullptr, snapshot_directory},
      {"restore", "DIR", "put a snapshot in the place of the index", declare_restore, run_restore, true, true, true},
      {"stats", "", "describe the index", declare_stats, run_stats},
      {"check", "", "verify the index", declare_check, run_check, true},
      {"analyze", "TEXT...", "show the tokens of a text", declare_analyze, run_analyze},
      {"profiles", "[NAME]", "list ranking profiles, or print one", declare_profiles, run_profiles},
      {"eval", "--queries FILE --qrels FILE", "measure ranking on judged queries", declare_eval, run_eval},
      {"tune", "--queries FILE --qrels FILE", "fit a ranking profile to judged queries", declare_tune, run_tune},
      {"serve", "[--listen ADDRESS:PORT]", "answer searches over HTTP", declare_serve, nullptr, false, false, false,
       "kbsearch-serve"},
      {"mcp", "", "give an agent tools to ask the index", declare_mcp, run_mcp},
      {"completions", "bash|zsh|fish", "print completions for a shell", declare_completions, run_completions},
  };
  return all;
}

const Command* find_command(const std::string& name) {
  const auto& all = commands();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Command& command) { return name == command.name; });
  return found == all.end() ? nullptr : &*found;
}

void refuse_words(const std::string& what, const char* command) {
  throw UnfitWords(what + "\nusage: kbsearch " + command + ' ' + find_command(command)->arguments +
                   " (--help tells the rest)");
}

int run_command(const Command& command, const std::vector<std::string>& arguments) {
  try {
    const auto declared = command.declare();
    const auto values = parse_arguments(arguments, declared);
    if (values["help"].as<bool>()) {
      print_help(std::cout, declared);
      return kFound;
    }
    return command.program != nullptr ? run_program(command.program, arguments) : command.run(values);
  } catch (const UnfitWords& fault) {
    const auto first = static_cast<std::ptrdiff_t>(std::min(leading_options(arguments), arguments.size()));
    const std::vector<std::string> words(arguments.begin() + first, arguments.end());
    const bool has_options =
        std::any_of(words.begin(), words.end(), [](const auto& word) { return word.starts_with('-'); });
    if (has_options) throw;
    throw UsageError(std::string(fault.what()) + "\nto search for " + (words.empty() ? "the word" : "the words") +
                     ": kbsearch search " + command.name + arguments_joined(words));
  }
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
    fail(error.what() + advice(error));
    return error.code() == ErrorCode::kInterrupted ? kInterrupted : kFailure;
  } catch (const std::bad_alloc&) {
    return fail(everything_was_kept ? "everything of this run was kept, but memory ran out" : "out of memory");
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}

}  // namespace kbsearch::cli
