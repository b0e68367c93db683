// Items of a list of references, as Zotero exports them: CSL-JSON, and the JSON of Better BibTeX.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::records {

/// Whether a JSON file that begins with `head` is such a list.
bool is_reference_list(std::string_view head);

/// Returns the item as the JSON of a record; empty if it is no well-formed object. Members: "id" (the citation key,
/// else what the item goes by; another id that it has is kept as "item_id"), "title", "authors" ("Given Family"),
/// "published" (`2020-05-01`), "publication", "abstract", "url", "tags",
/// "relevance_note" (its notes without HTML), "type", and every other member as it is.
std::string reference_record(std::string_view item);

}  // namespace kbsearch::records
