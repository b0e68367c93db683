// All fields of a record as a page shows them, known to the schema or not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kbsearch/record.hpp"
#include "kbsearch/schema.hpp"
#include "page/html.hpp"

namespace kbsearch::page {

/// A page that cites a record, as the record tells.
struct CitingPage {
  std::string id = {};
  std::string title = {};
  std::string type = {};
  std::string quality = {};     ///< As written; empty if it has none.
  std::string importance = {};  ///< The same.
};

/// A record taken apart.
struct RecordParts {
  Html fields;                       ///< A list of definitions, in the order of the record; empty if there are none.
  std::vector<CitingPage> cited_by;  ///< At most kMostCiting.
  std::size_t cited_by_count = 0;
  std::string title;  ///< As the record writes it.
  std::string url;
  bool is_shortened = false;  ///< Something is too long, or too deep, to be shown whole.

  static constexpr std::size_t kMostCiting = 200;
};

/// Takes the record apart. Texts beyond 200 KB and 1 MB in all, lists beyond 500 members and objects nested deeper than
/// 16 are cut; the page says so and links the whole.
[[nodiscard]] RecordParts parts_of(const Record& record);

}  // namespace kbsearch::page
