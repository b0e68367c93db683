#include "records/html_page.hpp"

#include <utility>

#include "records/html_content.hpp"
#include "records/html_metadata.hpp"
#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/note_markup.hpp"

namespace kbsearch::records {

bool opens_html(std::string_view head) {
  constexpr std::size_t kLongestMark = 20;
  while (true) {
    head = trim_json(head);
    const std::string_view end = head.starts_with("<!--") ? "-->" : head.starts_with("<?xml") ? "?>" : "";
    if (end.empty()) break;
    const std::size_t close = head.find(end);
    if (close == head.npos) return false;
    head.remove_prefix(close + end.size());
  }
  const std::string mark = ascii_lower(head.substr(0, kLongestMark));
  return mark.starts_with("<!doctype html") || mark.starts_with("<html>") || mark.starts_with("<html ") ||
         mark.starts_with("<html\n") || mark.starts_with("<html\r");
}

std::vector<RecordReader::Item> read_html_page(std::string_view html, const PageName& name) {
  if (trim_json(html).empty()) return {};
  const HtmlTree tree(html);
  if (!tree.fault().empty()) return {Rejection{{name.origin, 1}, name.id, {}, tree.fault()}};
  const HtmlContent content = html_content(tree.document());
  HtmlMetadata said = html_metadata(tree.document(), content.root);
  if (said.title.empty()) said.title = name.file_name();

  JsonObject page;
  const std::string& id = name.id.empty() ? said.url : name.id;
  page.add_json("id", id.empty() ? "null" : json_quoted(id));
  page.add_text_if_any("title", said.title);
  page.add_text_if_any("url", said.url);
  page.add_text_if_any("type", said.type);
  page.add_text_if_any("language", said.language);
  page.add_text_if_any("published", said.published);
  page.add_texts_if_any("authors", said.authors);
  page.add_text_if_any("publication", said.publication);
  page.add_texts_if_any("tags", said.tags);
  page.add_text_if_any("summary", said.summary);
  add_place(page, name, said.title);
  page.add_text_if_any("content", content.text);
  return {read_json_record(std::move(page).finish(), {name.origin, 1})};
}

}  // namespace kbsearch::records
