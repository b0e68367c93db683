#include "declaration.hpp"

#include <ostream>

namespace kbsearch::cli {
namespace {

/// Reads "N (=10)", as the library of options writes a value and its default.
void read_value(const std::string& written, DeclaredOption& option) {
  const auto begin = written.find(" (=");
  option.value_name = written.substr(0, begin);
  if (begin != written.npos) option.default_value = written.substr(begin + 3, written.size() - begin - 4);
}

}  // namespace

std::vector<DeclaredOption> options_of(const Declaration& declared) {
  std::vector<DeclaredOption> all;
  for (const auto& option : declared.options.options()) {
    DeclaredOption one;
    one.name = "--" + option->long_name();
    one.description = option->description();
    one.is_positional = declared.positional != nullptr && option->long_name() == declared.positional;
    const auto shown = option->canonical_display_name(po::command_line_style::allow_dash_for_short);
    if (shown != option->long_name() && shown.size() == 2) one.short_name = shown;
    if (option->semantic()->max_tokens() > 0) read_value(option->format_parameter(), one);
    all.push_back(std::move(one));
  }
  return all;
}

void print_help(std::ostream& out, const Declaration& declared) {
  out << "usage: kbsearch " << declared.usage << "\n\n" << declared.description << "\n\n" << declared.options;
  if (!declared.notes.empty()) out << '\n' << declared.notes << '\n';
  out << "\nExit codes: ";
  for (std::size_t i = 0; i < declared.exit_codes.size(); ++i) {
    out << (i == 0 ? "" : ", ") << declared.exit_codes[i].code << ' ' << declared.exit_codes[i].meaning;
  }
  out << ".\n";
}

}  // namespace kbsearch::cli
