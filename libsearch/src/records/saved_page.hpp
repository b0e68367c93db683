// The saved text of one resource page of the wiki: what a browser gives for "copy all".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/record_reader.hpp"

namespace kbsearch::records {

/// Whether the beginning of a text looks as if is_saved_page() may hold for all of it.
bool may_be_saved_page(std::string_view head);

/// Whether `text` has the line "Resource ID: ..." and a section that only such pages have.
bool is_saved_page(std::string_view text);

/// Returns the page as one record, or one Rejection if it has no resource id. Members, absent if
/// the page does not say: id, stable_id, url, title, type, relevance_note, importance (0 to 100),
/// tags, summary, key_points, cited_by (each id, title, type, quality), http_status, fetched_at
/// (ISO 8601), content, content_truncated, and metadata, a list of the lines under that heading that
/// say none of this.
std::vector<RecordReader::Item> read_saved_page(std::string_view text, const std::string& path);

}  // namespace kbsearch::records
