// Tables with a header: CSV, and what else is parted by semicolons or tabs. One record a row.
#pragma once

#include <cstddef>
#include <memory>

#include "records/byte_input.hpp"
#include "records/page_name.hpp"
#include "records/source.hpp"

namespace kbsearch::records {

/// Reads rows as a stream. What parts cells (comma, semicolon, tab) is told from the header, or by a first line
/// `sep=;`. Members go by the columns' names, in small letters with `_` for what is no letter or digit; what common
/// exports say otherwise goes by the names of the knowledge base: "Abstract Note" is "abstract", "Url" and "Link" are
/// "url", "Manual Tags" and "Keywords" are "tags", a list, and so on. Empty cells are left out. Cells are text; where
/// the knowledge base has a number, what reads as one is a number. The id is that of a column Key, ID or Citation Key,
/// else made of `name` and the row's number, "books#1" for the first. A row with more cells than the header, or more
/// than `max_record_bytes`, is rejected with its line, and the next one goes on.
std::unique_ptr<Source> read_table(ByteInput input, const PageName& name, std::size_t max_record_bytes);

}  // namespace kbsearch::records
