#include "man/roff.hpp"

#include <algorithm>
#include <cctype>
#include <ostream>
#include <vector>

namespace kbsearch::cli {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// A line that begins with a full stop or an apostrophe would be a request.
std::string as_line(std::string line) { return line.starts_with('.') ? "\\&" + line : line; }

/// Escapes, and makes bold what stands between backticks.
std::string marked_up(std::string_view text) {
  std::string out;
  bool is_bold = false;
  while (!text.empty()) {
    const auto end = std::min(text.find('`'), text.size());
    out += roff_escaped(text.substr(0, end));
    if (end < text.size()) {
      out += is_bold ? "\\fR" : "\\fB";
      is_bold = !is_bold;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  return text;
}

}  // namespace

std::string roff_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";  // what is copied from a page is a minus
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      case '"':
        out += "\\(dq";
        break;
      default:
        out += c;
    }
  }
  return out;
}

Roff::Roff(std::ostream& out, const PageTitle& title) : out_(out) {
  out_ << ".\\\" Written by the build from the tables of the tool: change those.\n"
       << ".TH \"" << roff_escaped(upper(title.name)) << "\" " << title.section << ' ' << title.date << " \"kbsearch "
       << title.version << "\" \"kbsearch\"\n"
       << ".nh\n.ad l\n";
  section("NAME");
  out_ << roff_escaped(title.name) << " \\- " << roff_escaped(title.summary) << '\n';
}

void Roff::section(std::string_view heading) {
  out_ << ".SH \"" << roff_escaped(heading) << "\"\n";
  at_section_start_ = true;
  in_item_ = false;
}

void Roff::paragraph() {
  if (in_item_) {
    out_ << ".IP\n";
  } else if (!at_section_start_) {
    out_ << ".PP\n";
  }
  at_section_start_ = false;
}

void Roff::literal(std::string_view lines) {
  paragraph();
  out_ << (in_item_ ? "" : ".RS 4\n") << ".nf\n";
  for (const auto line : lines_of(lines)) out_ << as_line(roff_escaped(line)) << '\n';
  out_ << ".fi\n" << (in_item_ ? "" : ".RE\n");
}

void Roff::item(std::string_view term, std::string_view text) {
  out_ << ".TP\n" << as_line(marked_up(term)) << '\n';
  at_section_start_ = false;
  in_item_ = true;
  // The first paragraph stands beside the term.
  const auto lines = lines_of(text);
  std::size_t i = 0;
  for (; i < lines.size() && !lines[i].empty() && !lines[i].starts_with("  "); ++i) {
    out_ << as_line(marked_up(lines[i])) << '\n';
  }
  if (i == 0) out_ << "\\&\n";
  std::string rest;
  for (; i < lines.size(); ++i) rest += std::string(lines[i]) + '\n';
  this->text(rest);
  in_item_ = false;
}

void Roff::text(std::string_view text) {
  const auto lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size();) {
    if (lines[i].empty()) {
      ++i;
    } else if (lines[i].starts_with("# ")) {
      section(lines[i++].substr(2));
    } else if (lines[i].starts_with("= ")) {
      const auto term = lines[i++].substr(2);
      std::string of_item;
      for (; i < lines.size() && !lines[i].starts_with("= ") && !lines[i].starts_with("# "); ++i) {
        // An empty line ends the item unless lines that stand as they are follow.
        if (lines[i].empty() && (i + 1 == lines.size() || !lines[i + 1].starts_with("  "))) break;
        of_item += std::string(lines[i]) + '\n';
      }
      item(term, of_item);
    } else if (lines[i].starts_with("  ")) {
      std::string block;
      for (; i < lines.size() && lines[i].starts_with("  "); ++i) block += std::string(lines[i].substr(2)) + '\n';
      literal(block);
    } else {
      paragraph();
      for (; i < lines.size() && !lines[i].empty() && !lines[i].starts_with("  ") && !lines[i].starts_with("= ") &&
             !lines[i].starts_with("# ");
           ++i) {
        out_ << as_line(marked_up(lines[i])) << '\n';
      }
    }
  }
}

}  // namespace kbsearch::cli
