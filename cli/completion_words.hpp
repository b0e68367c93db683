// What can stand where in a command line: for the completions of shells.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::cli {

/// What completes a value.
struct Completion {
  enum class Kind { kNothing, kWords, kFiles, kDirectories, kWordsOrFiles };
  Kind kind = Kind::kNothing;
  std::vector<std::string> words = {};
};

struct OptionCompletion {
  std::string name;        ///< --format
  std::string short_name;  ///< -n, or empty.
  std::string description;
  bool takes_value = false;
  Completion value = {};
};

struct CommandCompletion {
  std::string name;
  std::string summary;
  std::vector<OptionCompletion> options;
  Completion words = {};  ///< What else it takes.
};

/// Returns all commands with their options, as each command declares them; `schema` gives the fields.
std::vector<CommandCompletion> completions_with(const Schema& schema);

}  // namespace kbsearch::cli
