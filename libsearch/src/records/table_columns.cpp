#include "records/table_columns.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "analysis/date.hpp"
#include "kbsearch/schema.hpp"
#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/split_text.hpp"

namespace kbsearch::records {
namespace {

struct KnownName {
  std::string_view name;
  std::string_view member;
};
/// How exports (of Zotero first of all) call what the knowledge base has, too.
constexpr KnownName kKnownNames[] = {
    {"abstract_note", "abstract"},
    {"link", "url"},
    {"key", "id"},
    {"citekey", "id"},
    {"cite_key", "id"},
    {"citation_key", "id"},
    {"author", "authors"},
    {"manual_tags", "tags"},
    {"automatic_tags", "tags"},
    {"keywords", "tags"},
    {"tag", "tags"},
    {"date", "published"},
    {"publication_year", "published"},
    {"year", "published"},
    {"notes", "relevance_note"},
    {"note", "relevance_note"},
    {"publication_title", "publication"},
    {"item_type", "type"},
};

/// "Abstract Note" as `abstract_note`.
std::string member_name(std::string_view header) {
  std::string name;
  for (const char c : trim_json(header)) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_capital || is_kept) {
      name += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.ends_with('_')) name.pop_back();
  return name;
}

template <typename Condition>
bool is_read_by_a_field(const std::string& member, const Condition& holds) {
  const auto& fields = Schema::knowledge_base().fields();
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
    return holds(field) && std::find(field.paths.begin(), field.paths.end(), member) != field.paths.end();
  });
}

bool is_number_member(const std::string& member) {
  return is_read_by_a_field(member, [](const Field& field) { return field.kind == FieldKind::kNumber; });
}

bool is_known_member(const std::string& member) {
  return is_read_by_a_field(member, [](const Field&) { return true; });
}

bool is_number(const std::string& text) { return nlohmann::json::parse(text, nullptr, false).is_number(); }

}  // namespace

TableColumns::TableColumns(const std::vector<std::string>& header) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    std::string name = member_name(header[i]);
    if (name.empty()) name = "column_" + std::to_string(i + 1);
    columns_.push_back(column_called(name));
    auto& column = columns_.back();
    if (column.meaning == Meaning::kText && !is_known_member(column.member)) column.label.emplace(trim_json(header[i]));
  }
  if (const auto name =
          std::find_if(columns_.begin(), columns_.end(), [](const auto& c) { return c.member == "name"; });
      name != columns_.end() && !has("title")) {
    *name = {"title", Meaning::kText};
  }
  if (!has("content") && !has("text")) {
    member_of_lines_ = "content";
  } else if (!has("description")) {
    member_of_lines_ = "description";
  }
}

bool TableColumns::has(std::string_view member) const {
  return std::any_of(columns_.begin(), columns_.end(), [&](const auto& column) { return column.member == member; });
}

TableColumns::Column TableColumns::column_called(const std::string& name) {
  const auto known = std::find_if(std::begin(kKnownNames), std::end(kKnownNames),
                                  [&](const KnownName& candidate) { return candidate.name == name; });
  std::string member = known == std::end(kKnownNames) ? name : std::string(known->member);
  Meaning meaning = Meaning::kText;
  if (member == "id" || member == "_id") meaning = Meaning::kId;
  if (member == "tags") meaning = Meaning::kTags;
  if (member == "authors") meaning = Meaning::kAuthors;
  if (member == "published") meaning = Meaning::kDate;
  if (is_number_member(member)) meaning = Meaning::kNumber;
  // What turns out to be no date, or stands beside another, goes by its own name.
  if (meaning == Meaning::kDate) member = name;
  return {std::move(member), meaning};
}

std::string TableColumns::to_json(const std::vector<std::string>& cells, const std::string& made_id) const {
  std::string id = made_id;
  std::vector<std::pair<std::string, std::string>> date_cells;  // with the names of their columns
  std::vector<std::string> tags;
  std::vector<std::string> authors;
  std::string lines;
  JsonObject others;
  std::set<std::string> written = {"id", "_id", "published", "tags", "authors"};
  const auto add = [&](const std::string& member, const std::string& json) {
    std::string name = member;
    for (int again = 2; !written.insert(name).second; ++again) name = member + "_" + std::to_string(again);
    others.add_json(name, json);
  };
  bool has_id = false;
  for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
    const std::string cell(trim_json(cells[i]));
    if (cell.empty()) continue;
    const auto& [member, meaning, label] = columns_[i];
    switch (meaning) {
      case Meaning::kId:
        if (!std::exchange(has_id, true)) {
          id = cell;
        } else {
          add("other_id", json_quoted(cell));
        }
        break;
      case Meaning::kTags:
        for (auto& tag : split_text(cell, cell.find(';') == cell.npos ? "," : ";")) {
          if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
        }
        break;
      case Meaning::kAuthors:
        for (auto& author : split_text(cell, ";")) authors.push_back(std::move(author));
        break;
      case Meaning::kDate:
        // The day says more than the year that stands beside it.
        date_cells.emplace_back(member, cell);
        break;
      case Meaning::kNumber:
        add(member, is_number(cell) ? cell : json_quoted(cell));
        break;
      case Meaning::kText:
        add(member, json_quoted(cell));
        if (label) lines += (lines.empty() ? "" : "\n") + *label + (label->empty() ? "" : ": ") + cell;
        break;
    }
  }
  // The day says more than the year that stands beside it; what is no date is reported if nothing else is one.
  const auto tells_less = [](const auto& a, const auto& b) {
    const auto rank = [](const auto& cell) { return analysis::parse_date(cell.second) ? cell.second.size() : 0; };
    return rank(a) < rank(b);
  };
  const auto best = std::max_element(date_cells.begin(), date_cells.end(), tells_less);
  for (auto cell = date_cells.begin(); cell != date_cells.end(); ++cell) {
    if (cell != best) add(cell->first == "published" ? "date" : cell->first, json_quoted(cell->second));
  }
  JsonObject row;
  row.add_json("id", id.empty() ? "null" : json_quoted(id));
  if (best != date_cells.end()) row.add_text("published", best->second);
  row.add_texts_if_any("authors", authors);
  row.add_texts_if_any("tags", tags);
  row.add_members(std::move(others));
  if (!member_of_lines_.empty()) row.add_text_if_any(member_of_lines_, lines);
  return std::move(row).finish();
}

}  // namespace kbsearch::records
