// One Markdown or MDX page, with or without YAML front matter, as a record of kind "page".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/record_reader.hpp"

namespace kbsearch::records {

struct FrontMatter {
  std::string_view yaml;  ///< Between the fences; begins on line 2.
  std::string_view body;  ///< After the second fence; everything if there is no front matter.
};

/// Returns the parts of `text` if its first line is a `---` fence and another one follows.
std::optional<FrontMatter> split_front_matter(std::string_view text);

/// What the place of a page says about it.
struct PageName {
  std::string id;       ///< Used if the front matter gives none.
  std::string path;     ///< Becomes the member "path"; empty if the page is no file.
  bool is_mdx = false;  ///< The page holds JSX, imports and exports.
  std::string origin;   ///< For Origin::path.
};

/// Returns the page, or one Rejection if its front matter is broken, with the id where a line of its own or the name
/// tells it. The record has the members
/// "id", "title" (of the front matter, else the first heading, else the last component of the id),
/// "kind" ("page", unless the front matter gives one), the rest of the front matter in the order of
/// names, "path", and "content", the body as plain text. A path or content that the front matter
/// gives is kept in the member "front_matter".
std::vector<RecordReader::Item> read_markdown_page(std::string_view text, const PageName& name,
                                                   std::size_t max_record_bytes);

}  // namespace kbsearch::records
