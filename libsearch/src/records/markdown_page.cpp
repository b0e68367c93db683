#include "records/markdown_page.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "records/front_matter.hpp"
#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/markdown_text.hpp"
#include "records/mdx.hpp"
#include "records/note_markup.hpp"

namespace kbsearch::records {
namespace {

using Json = nlohmann::json;

/// What the file itself says goes by these names; what the front matter says under them is kept aside, in the last.
constexpr const char* kDisplaced = "front_matter";
constexpr std::array<std::string_view, 5> kTaken = {"path", "content", "file_name", "folders", kDisplaced};

std::string text_or_json(const Json& members, const char* name) {
  const auto member = members.find(name);
  if (member == members.end() || member->is_null()) return {};
  return member->is_string() ? member->get<std::string>() : member->dump();
}

/// Returns the JSON of the id: of the front matter, whatever it is, else the name's.
std::string id_json(const Json& members, const PageName& name) {
  for (const char* key : {"id", "_id"}) {
    const auto member = members.find(key);
    if (member != members.end() && !member->is_null()) return member->dump();
  }
  return name.id.empty() ? "null" : json_quoted(name.id);
}

/// Adds the tags of the text to those of the front matter. Case does not tell tags apart, and the first writing stays.
void join_tags(Json& members, const std::vector<std::string>& tags) {
  if (tags.empty()) return;
  Json& joined = members["tags"];
  if (joined.is_null()) joined = Json::array();
  if (!joined.is_array()) joined = Json::array({joined});
  std::vector<std::string> known;
  for (const auto& tag : joined) {
    if (tag.is_string()) known.push_back(ascii_lower(tag.get_ref<const std::string&>()));
  }
  for (const auto& tag : tags) {
    if (std::find(known.begin(), known.end(), ascii_lower(tag)) == known.end()) joined.push_back(tag);
  }
}

std::string write_page(const Json& members, const PlainText& body, const PageName& name) {
  std::string title = text_or_json(members, "title");
  if (title.empty()) title = body.opening_heading;
  if (title.empty()) title = name.file_name();

  JsonObject page;
  page.add_json("id", id_json(members, name));
  const std::string kind = text_or_json(members, "kind");
  page.add_text("kind", kind.empty() ? "page" : kind);
  page.add_text_if_any("title", title);
  Json displaced = Json::object();
  const bool has_id = members.contains("id") && !members["id"].is_null();
  for (const auto& [key, value] : members.items()) {
    const bool written = key == "id" || (key == "_id" && !has_id) || key == "kind" || key == "title";
    if (std::find(kTaken.begin(), kTaken.end(), key) != kTaken.end()) {
      displaced[key] = value;
    } else if (!written) {
      page.add_json(key, value.dump());
    }
  }
  if (!displaced.empty()) page.add_json(kDisplaced, displaced.dump());
  add_place(page, name, title);
  page.add_text("content", body.text);
  return std::move(page).finish();
}

}  // namespace

std::vector<RecordReader::Item> read_markdown_page(std::string_view text, const PageName& name, bool is_mdx,
                                                   std::size_t max_record_bytes) {
  if (trim_json(text).empty()) return {};
  Json members = Json::object();
  std::string_view body = text;
  if (const auto parts = split_front_matter(text)) {
    auto front = read_front_matter(*parts, name, max_record_bytes);
    if (auto* rejection = std::get_if<Rejection>(&front)) return {std::move(*rejection)};
    members = Json::parse(std::get<std::string>(front));
    body = parts->body;
  }
  const NoteText note = is_mdx ? without_note_markup(without_jsx(body)) : without_note_markup(body);
  join_tags(members, note.tags);
  return {read_json_record(write_page(members, markdown_to_text(note.markdown), name), {name.origin, 1})};
}

}  // namespace kbsearch::records
