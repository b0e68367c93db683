#include "arguments.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <typeinfo>

namespace kbsearch::cli {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::filesystem::path default_db() {
  if (const auto db = environment("KBSEARCH_DB"); !db.empty()) return db;
  if (const auto data = environment("XDG_DATA_HOME"); !data.empty())
    return std::filesystem::path(data) / "kbsearch/default";
  return std::filesystem::path(environment("HOME")) / ".local/share/kbsearch/default";
}

bool wants_color(const std::string& when) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto") throw UsageError("--color takes auto, always or never, not '" + when + "'");
  return isatty(STDOUT_FILENO) != 0 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

/// Edit distance with transpositions of neighbours (optimal string alignment).
std::size_t edits(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

/// Refuses a count below 0, which Boost reads as one near the greatest that there is.
void refuse_negative_counts(const po::parsed_options& parsed, const po::variables_map& values) {
  for (const auto& option : parsed.options) {
    if (option.value.empty() || !option.value.front().starts_with('-')) continue;
    const auto found = values.find(option.string_key);
    if (found == values.end()) continue;
    const auto& type = found->second.value().type();
    if (type == typeid(std::size_t) || type == typeid(unsigned)) {
      throw UsageError("--" + option.string_key + " is '" + option.value.front() + "', must be a number from 0 on");
    }
  }
}

std::vector<std::string> long_names(const po::options_description& options) {
  std::vector<std::string> names;
  for (const auto& option : options.options()) names.push_back("--" + option->long_name());
  return names;
}

}  // namespace

void add_common_options(po::options_description& options) {
  options.add_options()("db", po::value<std::string>()->value_name("DIR"),
                        "the index (default: $KBSEARCH_DB, else $XDG_DATA_HOME/kbsearch/default)")(
      "color", po::value<std::string>()->value_name("WHEN")->default_value("auto"),
      "colour: auto, always or never (NO_COLOR is heeded)")("quiet,q", po::bool_switch(),
                                                            "print no messages but errors")(
      "verbose,v", po::bool_switch(), "print more about what is done")("help,h", po::bool_switch(), "print this help");
}

CommonOptions common_options(const po::variables_map& values) {
  CommonOptions common;
  common.db = values.count("db") > 0 ? std::filesystem::path(values["db"].as<std::string>()) : default_db();
  common.color = wants_color(values["color"].as<std::string>());
  common.hyperlinks = common.color && isatty(STDOUT_FILENO) != 0;
  common.quiet = values["quiet"].as<bool>();
  common.verbose = values["verbose"].as<bool>();
  return common;
}

std::filesystem::path db_named(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    if (arguments[i].starts_with("--db=")) return arguments[i].substr(5);
    if (arguments[i] == "--db" && i + 1 < arguments.size()) return arguments[i + 1];
  }
  return default_db();
}

po::variables_map parse_arguments(const std::vector<std::string>& arguments, const po::options_description& options,
                                  const char* positional) {
  po::positional_options_description positions;
  if (positional != nullptr) positions.add(positional, -1);
  po::variables_map values;
  try {
    // No guessing: an abbreviated option would change its meaning when a new one arrives.
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const auto parsed = po::command_line_parser(arguments).options(options).positional(positions).style(style).run();
    po::store(parsed, values);
    refuse_negative_counts(parsed, values);
    po::notify(values);
  } catch (const po::unknown_option& error) {
    const auto near = nearest(error.get_option_name(), long_names(options));
    throw UsageError("unknown option '" + error.get_option_name() + "'" +
                     (near.empty() ? " (--help lists the options)" : ", did you mean '" + near + "'?"));
  } catch (const po::too_many_positional_options_error&) {
    throw UsageError("this command takes no further words (--help tells what it takes)");
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  return values;
}

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t fewest = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    const auto count = edits(word, candidate);
    if (count < fewest) {
      fewest = count;
      best = candidate;
    }
  }
  return best;
}

}  // namespace kbsearch::cli
