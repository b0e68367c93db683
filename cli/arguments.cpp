#include "arguments.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "kbsearch/names.hpp"
#include "number_option.hpp"

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
  require_choice("--color", when, {"auto", "always", "never"});
  if (when == "always") return true;
  if (when == "never") return false;
  return isatty(STDOUT_FILENO) != 0 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
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
      "colour: auto, always or never (NO_COLOR is heeded)")("no-pager", po::bool_switch(),
                                                            "print all at once also where it does not fit the screen")(
      "quiet,q", po::bool_switch(), "print no messages but errors")(
      "verbose,v", po::bool_switch(), "print more about what is done")("help,h", po::bool_switch(), "print this help");
}

CommonOptions common_options(const po::variables_map& values) {
  CommonOptions common;
  common.db = values.count("db") > 0 ? std::filesystem::path(values["db"].as<std::string>()) : default_db();
  common.color = wants_color(values["color"].as<std::string>());
  common.hyperlinks = common.color && isatty(STDOUT_FILENO) != 0;
  common.pager = !values["no-pager"].as<bool>();
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

po::variables_map parse_arguments(const std::vector<std::string>& arguments, const Declaration& declared) {
  const auto& options = declared.options;
  po::positional_options_description positions;
  if (declared.positional != nullptr) positions.add(declared.positional, -1);
  po::variables_map values;
  try {
    // No guessing: an abbreviated option would change its meaning when a new one arrives.
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const auto parsed = po::command_line_parser(arguments).options(options).positional(positions).style(style).run();
    po::store(parsed, values);
    po::notify(values);
  } catch (const po::unknown_option& error) {
    const auto near = did_you_mean(error.get_option_name(), long_names(options));
    throw UsageError("unknown option '" + error.get_option_name() + "'" +
                     (!near.empty() ? near
                      : error.get_option_name().starts_with("--")
                          ? " (--help lists the options)"
                          : " (--help lists the options; a word of a query that begins with a minus follows --)"));
  } catch (const po::too_many_positional_options_error&) {
    throw UnfitWords("this command takes no further words (--help tells what it takes)");
  } catch (const NumberFault& fault) {
    throw UsageError(fault.message());
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  return values;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
  }
  return text;
}

std::string missing_of(const std::vector<std::pair<std::string, bool>>& needed) {
  std::string text;
  std::size_t count = 0;
  for (const auto& [name, is_missing] : needed) {
    if (is_missing) text += (count++ == 0 ? "" : " and ") + name;
  }
  return text + (count == 1 ? " is missing" : " are missing");
}

void require_choice(const std::string& option, const std::string& value, const std::vector<std::string>& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  throw UsageError(option + " takes " + listed(choices) + ", not '" + value + "'" + did_you_mean(value, choices));
}

}  // namespace kbsearch::cli
