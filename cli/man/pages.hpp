// The manual pages of the tool. What they tell of commands, options, fields and profiles is read from the tables that
// --help, the parser and the ranking are made of.
#pragma once

#include <string>
#include <vector>

namespace kbsearch::cli {

struct ManualPage {
  std::string file;  ///< kbsearch-index.1
  std::string roff;
};

/// A page that is written by hand, with @tables@ in it.
struct Prose {
  std::string file;  ///< kbsearch-query.7
  std::string text;  ///< As Roff::text reads it; its first line is the summary.
};

/// Returns kbsearch.1, a page for each command, and those of `prose`. `date` stands in the foot of each.
/// Throws std::runtime_error for a table that there is not.
std::vector<ManualPage> manual_pages(const std::vector<Prose>& prose, const std::string& date);

}  // namespace kbsearch::cli
