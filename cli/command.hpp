// The commands of the tool. Each parses its arguments, resolves them, runs, and prints.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "declaration.hpp"

namespace kbsearch::cli {

struct Command {
  const char* name;
  const char* arguments;  ///< For the usage line.
  const char* summary;    ///< One line, for the list of commands.
  Declaration (*declare)();
  int (*run)(const po::variables_map& values);
  bool runs_apart = false;  ///< In a process of its own (run_apart.hpp).
  bool changes_index = false;
  bool stops_when_asked = false;  ///< Looks at was_interrupted().
  const char* program = nullptr;  ///< In a program of its own (run_program.hpp), instead of `run`.
  /// Returns which directory it changes, if that is not the index itself.
  std::string (*changes_instead)(const std::vector<std::string>& arguments) = nullptr;
};

/// Returns the command of that name, or null.
const Command* find_command(const std::string& name);

/// Throws UnfitWords with `what`, for instance "an id is missing", and the command's usage line.
[[noreturn]] void refuse_words(const std::string& what, const char* command);

/// Parses the arguments and runs the command here, or prints its help. Where its words do not fit it, the message says
/// how to search for them.
int run_command(const Command& command, const std::vector<std::string>& arguments);

/// All commands, in the order the help lists them.
const std::vector<Command>& commands();

Declaration declare_search();
int run_search(const po::variables_map& values);
Declaration declare_index();
int run_index(const po::variables_map& values);
Declaration declare_show();
int run_show(const po::variables_map& values);
Declaration declare_suggest();
int run_suggest(const po::variables_map& values);
Declaration declare_similar();
int run_similar(const po::variables_map& values);
Declaration declare_delete();
int run_delete(const po::variables_map& values);
Declaration declare_export();
int run_export(const po::variables_map& values);
Declaration declare_sources();
int run_sources(const po::variables_map& values);
Declaration declare_synonyms();
int run_synonyms(const po::variables_map& values);
Declaration declare_snapshot();
int run_snapshot(const po::variables_map& values);
/// Returns the directory that the arguments of `snapshot` name.
std::string snapshot_directory(const std::vector<std::string>& arguments);
Declaration declare_restore();
int run_restore(const po::variables_map& values);
Declaration declare_stats();
int run_stats(const po::variables_map& values);
Declaration declare_check();
int run_check(const po::variables_map& values);
Declaration declare_analyze();
int run_analyze(const po::variables_map& values);
Declaration declare_explain();
int run_explain(const po::variables_map& values);
Declaration declare_eval();
int run_eval(const po::variables_map& values);
Declaration declare_tune();
int run_tune(const po::variables_map& values);
Declaration declare_profiles();
int run_profiles(const po::variables_map& values);
Declaration declare_serve();
Declaration declare_mcp();
int run_mcp(const po::variables_map& values);
Declaration declare_completions();
int run_completions(const po::variables_map& values);

/// Says that what the command was to change is changed for good: whatever fails from then on is told with it.
void note_kept();

/// Runs `action`, prints what it throws to standard error, and returns the exit code. Throws nothing.
int run_and_report(const std::function<int()>& action);

/// Runs the tool: chooses the command, prints errors to standard error. Returns the exit code; throws nothing.
int run_tool(const std::vector<std::string>& arguments);

}  // namespace kbsearch::cli
