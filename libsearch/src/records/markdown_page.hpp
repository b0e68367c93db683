// One Markdown or MDX page, with or without front matter, as a record of kind "page".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "kbsearch/record_reader.hpp"
#include "records/page_name.hpp"

namespace kbsearch::records {

/// Returns the page, or one Rejection if its front matter is broken (read_front_matter). `is_mdx` says that it holds
/// JSX, imports and exports. The record has the members
/// "id" (of the front matter, else of `name`), "kind" ("page", unless the front matter gives one),
/// "title" (of the front matter, else a heading of level 1 that the page begins with, else the file's name),
/// the rest of the front matter in the order of names, "tags" with those of the text (NoteText), what add_place says,
/// and "content", the body as plain text. What the front matter says under a name of the last two is kept in the
/// member "front_matter".
std::vector<RecordReader::Item> read_markdown_page(std::string_view text, const PageName& name, bool is_mdx,
                                                   std::size_t max_record_bytes);

}  // namespace kbsearch::records
