// What the place of a page says about it, for formats in which a file is one record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "records/json_text.hpp"

namespace kbsearch::records {

struct PageName {
  std::string id;      ///< Used if the page itself gives none.
  std::string path;    ///< Becomes the member "path"; empty if the page is no file.
  std::string origin;  ///< For Origin::path.

  /// The file's name without its extension; the last part of the id if the page is no file.
  std::string file_name() const;
  /// The folders on the way to the file, outermost first; none of a path that begins at the root: where a person keeps
  /// the whole says nothing about a page.
  std::vector<std::string> folders() const;
};

/// Adds what the place says and the page does not: "file_name" unless `title` says the same but for case and
/// punctuation, "folders" and "path". Whatever its title is, a page is found by its name.
void add_place(JsonObject& page, const PageName& name, std::string_view title);

}  // namespace kbsearch::records
