// One saved page of HTML as a record.
#pragma once

#include <string_view>
#include <vector>

#include "kbsearch/record_reader.hpp"
#include "records/page_name.hpp"

namespace kbsearch::records {

/// Whether a text begins as HTML does: with a doctype or <html>, behind comments or a declaration of XML.
bool opens_html(std::string_view head);

/// Returns the page, or one Rejection if it cannot be read (HtmlTree). Members, absent if the page does not say: "id"
/// (of `name`, else its address), "title" (else the file's name), "url", "type", "language", "published",
/// "authors", "publication", "tags", "summary" (its description), what
/// add_place says, and "content" (html_content).
std::vector<RecordReader::Item> read_html_page(std::string_view html, const PageName& name);

}  // namespace kbsearch::records
