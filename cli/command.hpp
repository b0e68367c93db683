// The commands of the tool. Each parses its arguments, resolves them, runs, and prints.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace kbsearch::cli {

struct Command {
  const char* name;
  const char* arguments;  ///< For the usage line.
  const char* summary;    ///< One line, for the list of commands.
  int (*run)(const std::vector<std::string>& arguments);
  bool runs_apart = false;  ///< In a process of its own (run_apart.hpp).
  bool changes_index = false;
  bool stops_when_asked = false;  ///< Looks at was_interrupted().
};

/// Returns the command of that name, or null.
const Command* find_command(const std::string& name);

/// Throws UnfitWords with `what`, for instance "an id is missing", and the command's usage line.
[[noreturn]] void refuse_words(const std::string& what, const char* command);

/// Runs a command here. Where its words do not fit it, the message says how to search for them.
int run_command(const Command& command, const std::vector<std::string>& arguments);

/// All commands, in the order the help lists them.
const std::vector<Command>& commands();

int run_search(const std::vector<std::string>& arguments);
int run_index(const std::vector<std::string>& arguments);
int run_show(const std::vector<std::string>& arguments);
int run_suggest(const std::vector<std::string>& arguments);
int run_similar(const std::vector<std::string>& arguments);
int run_delete(const std::vector<std::string>& arguments);
int run_export(const std::vector<std::string>& arguments);
int run_sources(const std::vector<std::string>& arguments);
int run_synonyms(const std::vector<std::string>& arguments);
int run_stats(const std::vector<std::string>& arguments);
int run_check(const std::vector<std::string>& arguments);
int run_analyze(const std::vector<std::string>& arguments);
int run_explain(const std::vector<std::string>& arguments);
int run_eval(const std::vector<std::string>& arguments);
int run_tune(const std::vector<std::string>& arguments);
int run_profiles(const std::vector<std::string>& arguments);
int run_completions(const std::vector<std::string>& arguments);

/// Says that what the command was to change is changed for good: whatever fails from then on is told with it.
void note_kept();

/// Runs `action`, prints what it throws to standard error, and returns the exit code. Throws nothing.
int run_and_report(const std::function<int()>& action);

/// Runs the tool: chooses the command, prints errors to standard error. Returns the exit code; throws nothing.
int run_tool(const std::vector<std::string>& arguments);

}  // namespace kbsearch::cli
