/// @file
/// The formats that records are read from.
#pragma once

#include <optional>
#include <string_view>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// A format of files.
enum class RecordFormat {
  kAuto,        ///< Told from the content.
  kJsonLines,   ///< One JSON object a line; blank lines are passed over. Also plain {"_id","title","text"} lines.
  kJsonArray,   ///< JSON that spans lines: arrays of objects, or objects, one after the other.
  kYaml,        ///< A YAML list of mappings, or one mapping a document.
  kMarkdown,    ///< One Markdown or MDX page, with YAML or TOML front matter or none; notes of Obsidian, too.
  kSavedPage,   ///< The saved text of one resource page of the wiki.
  kText,        ///< One file of plain text; the titles of reStructuredText, Org and AsciiDoc are understood.
  kTable,       ///< CSV, or parted by semicolons or tabs, with a header: one record a row.
  kReferences,  ///< CSL-JSON, or Better BibTeX JSON, as Zotero exports them: one record an item.
  kHtml,        ///< One saved page of HTML: what it says about itself, and its main text without menus.
  kConverted,   ///< What another program turns into text, if it is installed: PDF, office documents, EPUB.
};

/// Returns the format called `name` (auto, jsonl, json, yaml, markdown, page, html, text, csv, csl, convert); nothing
/// if there is none.
std::optional<RecordFormat> record_format_named(std::string_view name);
/// Returns the name `record_format_named` reads.
std::string_view to_string(RecordFormat format);

}  // namespace kbsearch
