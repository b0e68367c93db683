#include "records/reference.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "records/html_text.hpp"
#include "records/html_tree.hpp"
#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/json_value_end.hpp"
#include "records/split_text.hpp"

namespace kbsearch::records {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return {};
  if (member->is_string()) return member->get<std::string>();
  return member->is_number() ? member->dump() : std::string();
}

/// Takes members out of an item, so that what is left is every other one.
class Item {
 public:
  explicit Item(Json members) : members_(std::move(members)) {}

  /// Takes the text of the first of `names` that has one.
  std::string take_text(std::initializer_list<const char*> names) {
    for (const char* name : names) {
      if (auto text = text_of(members_, name); !text.empty()) {
        members_.erase(name);
        return text;
      }
    }
    return {};
  }
  Json take(const char* name) {
    const auto member = members_.find(name);
    if (member == members_.end()) return nullptr;
    Json value = std::move(*member);
    members_.erase(member);
    return value;
  }
  const Json& rest() const { return members_; }

 private:
  Json members_;
};

/// "Ludwig van Beethoven" of its parts, or the name that is given as one.
std::string person_name(const Json& person) {
  if (person.is_string()) return person.get<std::string>();
  if (!person.is_object()) return {};
  for (const char* whole : {"literal", "name"}) {
    if (auto name = text_of(person, whole); !name.empty()) return name;
  }
  std::string name;
  for (const char* part :
       {"given", "firstName", "dropping-particle", "non-dropping-particle", "family", "lastName", "suffix"}) {
    if (const auto text = text_of(person, part); !text.empty()) name += (name.empty() ? "" : " ") + text;
  }
  return name;
}

/// The authors of both forms; creators of another kind stay where they are.
std::vector<std::string> take_authors(Item& item) {
  std::vector<std::string> authors;
  const auto add = [&](const Json& person) {
    if (auto name = person_name(person); !name.empty()) authors.push_back(std::move(name));
  };
  const Json given = item.take("author");
  for (const auto& person : given.is_array() ? given : Json::array({given})) add(person);
  const auto creators = item.rest().find("creators");
  if (creators == item.rest().end() || !creators->is_array()) return authors;
  for (const auto& person : *creators) {
    if (person.is_object() && text_of(person, "creatorType") == "author") add(person);
  }
  return authors;
}

/// 2020, "2020" and "05" as digits; empty for anything else.
std::string date_part(const Json& part, std::size_t digits) {
  std::string text = part.is_string()           ? part.get<std::string>()
                     : part.is_number_integer() ? part.dump()
                                                : std::string();
  if (text.empty() || text.size() > digits || text.find_first_not_of("0123456789") != text.npos) return {};
  return std::string(digits - text.size(), '0') + text;
}

/// The first day of {"date-parts": [[2020, 5, 1]]}, or what else the object says.
std::string date_of(const Json& issued) {
  if (issued.is_string()) return issued.get<std::string>();
  if (!issued.is_object()) return {};
  const auto parts = issued.find("date-parts");
  if (parts != issued.end() && parts->is_array() && !parts->empty() && parts->front().is_array()) {
    std::string date;
    for (std::size_t i = 0; i < std::min<std::size_t>(parts->front().size(), 3); ++i) {
      const std::string part = date_part(parts->front()[i], i == 0 ? 4 : 2);
      if (part.empty()) break;
      date += (date.empty() ? "" : "-") + part;
    }
    if (!date.empty()) return date;
  }
  for (const char* name : {"raw", "literal"}) {
    if (auto text = text_of(issued, name); !text.empty()) return text;
  }
  return {};
}

std::vector<std::string> take_tags(Item& item) {
  std::vector<std::string> tags;
  const auto add = [&](const std::string& tag) {
    if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
  };
  const std::string keywords = item.take_text({"keyword"});
  for (const auto& tag : split_text(keywords, keywords.find(';') == keywords.npos ? "," : ";")) add(tag);
  const Json given = item.take("tags");
  for (const auto& tag : given.is_array() ? given : Json::array({given})) {
    if (tag.is_string()) add(tag.get<std::string>());
    if (tag.is_object()) add(text_of(tag, "tag"));
  }
  return tags;
}

std::string without_html(const std::string& html) {
  return with_single_spaces(decode_entities(without_html_tags(html)));
}

std::string take_notes(Item& item) {
  std::string notes = without_html(item.take_text({"note"}));
  const Json given = item.take("notes");
  for (const auto& note : given.is_array() ? given : Json::array({given})) {
    const std::string text = without_html(note.is_string()   ? note.get<std::string>()
                                          : note.is_object() ? text_of(note, "note")
                                                             : std::string());
    if (!text.empty()) notes += (notes.empty() ? "" : "\n\n") + text;
  }
  return notes;
}

/// Adds the members that are not understood, but for those that another took the place of.
void add_rest(JsonObject& record, const Json& rest) {
  static constexpr std::string_view kWritten[] = {"id",          "title", "authors", "published",      "abstract",
                                                  "publication", "url",   "tags",    "relevance_note", "type",
                                                  "item_id"};
  for (const auto& [name, value] : rest.items()) {
    const bool is_taken = std::find(std::begin(kWritten), std::end(kWritten), name) != std::end(kWritten);
    record.add_json(is_taken ? "item_" + name : name, value.dump(-1, ' ', false, Json::error_handler_t::replace));
  }
}

/// What people look for of the members that no field is read from: `DOI: 10.9999/x`, `Editor: Ann Bell`, a line each.
std::string lines_of(const Json& rest) {
  constexpr std::pair<const char*, const char*> kLooked[] = {{"DOI", "DOI"},
                                                             {"ISBN", "ISBN"},
                                                             {"ISSN", "ISSN"},
                                                             {"publisher", "Publisher"},
                                                             {"publisher-place", "Place"},
                                                             {"place", "Place"},
                                                             {"collection-title", "Series"},
                                                             {"series", "Series"},
                                                             {"event-title", "Event"},
                                                             {"event", "Event"},
                                                             {"conferenceName", "Event"},
                                                             {"editor", "Editor"},
                                                             {"translator", "Translator"},
                                                             {"container-author", "Author of the book"},
                                                             {"creators", "Also by"}};
  std::string lines;
  for (const auto& [member, label] : kLooked) {
    const auto value = rest.find(member);
    if (value == rest.end()) continue;
    std::string text = value->is_array() ? std::string() : text_of(rest, member);
    if (value->is_array()) {
      for (const auto& person : *value) {
        const bool is_author = person.is_object() && text_of(person, "creatorType") == "author";
        const auto name = is_author ? std::string() : person_name(person);
        if (!name.empty()) text += (text.empty() ? "" : ", ") + name;
      }
    }
    if (!text.empty()) lines += (lines.empty() ? "" : "\n") + std::string(label) + ": " + text;
  }
  return lines;
}

}  // namespace

bool is_reference_list(std::string_view head) {
  const auto has = [&](std::string_view mark) { return head.find(mark) != head.npos; };
  if (head.starts_with('{'))
    return has("BetterBibTeX JSON") || has("Better BibTeX JSON") || (has("\"items\"") && has("\"itemType\""));
  // The first item tells, as far as it is there: lists of records may hold dates and families, too.
  const std::size_t open = head.find('{');
  if (open == head.npos) return false;
  const std::string_view first = head.substr(open, end_of_json_value(head.substr(open), 0));
  const auto first_has = [&](std::string_view mark) { return first.find(mark) != first.npos; };
  const bool has_type = first_has("\"type\"") && first_has("\"title\"");
  return (has_type && (first_has("\"date-parts\"") || first_has("\"container-title\"") ||
                       first_has("\"title-short\"") || (first_has("\"author\"") && first_has("\"family\"")))) ||
         (first_has("\"itemType\"") && first_has("\"creators\""));
}

std::string reference_record(std::string_view text) {
  Json parsed = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return {};
  Item item(std::move(parsed));
  const std::string key = item.take_text({"citation-key", "citationKey", "citekey"});
  const std::string other = item.take_text({"id", "itemKey", "key", "itemID"});

  JsonObject record;
  const std::string& id = key.empty() ? other : key;
  record.add_json("id", id.empty() ? "null" : json_quoted(id));
  record.add_text_if_any("title", item.take_text({"title"}));
  record.add_text_if_any("type", item.take_text({"type", "itemType"}));
  record.add_texts_if_any("authors", take_authors(item));
  std::string date = date_of(item.take("issued"));
  if (date.empty()) date = item.take_text({"date"});
  record.add_text_if_any("published", date);
  record.add_text_if_any("publication", item.take_text({"container-title", "publicationTitle"}));
  record.add_text_if_any("abstract", item.take_text({"abstract", "abstractNote"}));
  record.add_text_if_any("url", item.take_text({"URL", "url"}));
  record.add_texts_if_any("tags", take_tags(item));
  record.add_text_if_any("relevance_note", take_notes(item));
  if (!key.empty()) record.add_text_if_any("item_id", other);
  add_rest(record, item.rest());
  if (!item.rest().contains("content")) record.add_text_if_any("content", lines_of(item.rest()));
  return std::move(record).finish();
}

}  // namespace kbsearch::records
