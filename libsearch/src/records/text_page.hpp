// One file of plain text as a record; the titles of reStructuredText, Org and AsciiDoc are understood.
#pragma once

#include <string_view>
#include <vector>

#include "kbsearch/record_reader.hpp"
#include "records/page_name.hpp"

namespace kbsearch::records {

/// Returns the text as a record, or one Rejection if it holds NUL bytes. Members: "id" (of `name`), "title", what
/// add_place says, and "content", the whole text. The title is what `#+TITLE:` or `= ` says, else a first line that is
/// underlined, or short and followed by a blank line, else the file's name. Of Org also "published", "authors" and
/// "tags", where #+DATE, #+AUTHOR and #+FILETAGS say them.
std::vector<RecordReader::Item> read_text_page(std::string_view text, const PageName& name);

}  // namespace kbsearch::records
