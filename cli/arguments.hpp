// What was typed, resolved: options that all commands share, and how a command describes its own.
#pragma once

#include <boost/program_options.hpp>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace kbsearch::cli {

namespace po = boost::program_options;

enum ExitCode { kFound = 0, kNothingFound = 1, kFailure = 2 };

/// Wrong use of the command line. The message names the option or word and the way out.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct CommonOptions {
  std::filesystem::path db;
  bool color = false;       ///< Of standard output, resolved from --color, NO_COLOR and whether it is a terminal.
  bool hyperlinks = false;  ///< Terminal hyperlinks: only with colour on a terminal.
  bool quiet = false;
  bool verbose = false;
};

/// Adds --db, --color, -q, -v and --help.
void add_common_options(po::options_description& options);
CommonOptions common_options(const po::variables_map& values);

/// Returns the index that the arguments of a command are about, before they are parsed.
std::filesystem::path db_named(const std::vector<std::string>& arguments);

/// Parses the arguments of one command. `positional` names the option that bare words go to. Throws UsageError, with
/// the nearest option for one that does not exist.
po::variables_map parse_arguments(const std::vector<std::string>& arguments, const po::options_description& options,
                                  const char* positional);

/// Returns the candidate with the fewest edits from `word`, if it is near enough to be meant; else empty.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace kbsearch::cli
