// What a command takes, and what is told of it: by --help, by its manual page, and by completions.
#pragma once

#include <boost/program_options.hpp>
#include <iosfwd>
#include <string>
#include <vector>

namespace kbsearch::cli {

namespace po = boost::program_options;

struct ExitMeaning {
  int code;
  const char* meaning;
};

struct Example {
  const char* command;
  const char* purpose;
};

/// Texts are paragraphs with an empty line between them; lines that begin with two spaces stand as they are.
struct Declaration {
  std::string usage;                 ///< Behind `kbsearch`: "show ID... [options]".
  std::string description;           ///< What it does.
  const char* positional = nullptr;  ///< The option that bare words go to; null: none are taken.
  std::string notes = {};            ///< What comes behind the options.
  std::vector<ExitMeaning> exit_codes = {};
  std::vector<Example> examples = {};  ///< Of the manual page alone. Each runs on the sample.
  po::options_description options{"options"};
};

/// An option of a declaration.
struct DeclaredOption {
  std::string name;           ///< --limit
  std::string short_name;     ///< -n, or empty.
  std::string value_name;     ///< N; empty if it takes no value.
  std::string default_value;  ///< 10; empty if there is none.
  std::string description;
  bool is_positional = false;  ///< Bare words go to it.
};

std::vector<DeclaredOption> options_of(const Declaration& declared);

/// Prints what --help prints.
void print_help(std::ostream& out, const Declaration& declared);

}  // namespace kbsearch::cli
