// What was typed, resolved: options that all commands share, and how a command describes its own.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "declaration.hpp"

namespace kbsearch::cli {

enum ExitCode { kFound = 0, kNothingFound = 1, kFailure = 2, kInterrupted = 130 };

/// Wrong use of the command line. The message names the option or word and the way out.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The words do not fit the command that the first of them names: they may have been meant as a query.
struct UnfitWords : UsageError {
  using UsageError::UsageError;
};

struct CommonOptions {
  std::filesystem::path db;
  bool color = false;       ///< Of standard output, resolved from --color, NO_COLOR and whether it is a terminal.
  bool hyperlinks = false;  ///< Terminal hyperlinks: only with colour on a terminal.
  bool pager = true;        ///< Unless --no-pager.
  bool quiet = false;
  bool verbose = false;
};

/// Adds --db, --color, --no-pager, -q, -v and --help.
void add_common_options(po::options_description& options);
CommonOptions common_options(const po::variables_map& values);

/// Returns the index that the arguments of a command are about, before they are parsed.
std::filesystem::path db_named(const std::vector<std::string>& arguments);

/// Parses the arguments of one command. Throws UsageError, with the nearest option for one that does not exist.
po::variables_map parse_arguments(const std::vector<std::string>& arguments, const Declaration& declared);

/// Returns "a, b or c".
std::string listed(const std::vector<std::string>& names);

/// Returns "A and B are missing" of those that are: names of options, and whether each is missing.
std::string missing_of(const std::vector<std::pair<std::string, bool>>& needed);

/// Throws UsageError, naming the option, what it takes and which of that was perhaps meant, unless `value` is one of
/// `choices`.
void require_choice(const std::string& option, const std::string& value, const std::vector<std::string>& choices);

}  // namespace kbsearch::cli
