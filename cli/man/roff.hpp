// Writes manual pages in the language of man(7), which man-db and mandoc read.
//
// Texts are marked up as little as help texts are: paragraphs with an empty line between them; lines that begin with
// two spaces stand as they are; `this` is bold. In whole pages, beside that: "# " begins a section, and "= term" an
// item of a list, whose text follows.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace kbsearch::cli {

struct PageTitle {
  std::string name;     ///< kbsearch-index
  std::string section;  ///< 1, 5 or 7
  std::string summary;  ///< One line, without a full stop.
  std::string version;  ///< Of the program.
  std::string date;     ///< 2026-11-30
};

class Roff {
 public:
  /// Writes the head of a page, its name included.
  Roff(std::ostream& out, const PageTitle& title);

  void section(std::string_view heading);
  void text(std::string_view text);
  /// An item of a list; both are marked up as texts are.
  void item(std::string_view term, std::string_view text);
  /// Stands as it is.
  void literal(std::string_view lines);

 private:
  void paragraph();

  std::ostream& out_;
  bool at_section_start_ = true;
  bool in_item_ = false;
};

/// Returns `text` so that none of its signs mean anything to a formatter and all come out as they are.
std::string roff_escaped(std::string_view text);

}  // namespace kbsearch::cli
