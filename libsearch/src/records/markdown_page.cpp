#include "records/markdown_page.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "records/json_record.hpp"
#include "records/json_text.hpp"
#include "records/markdown_text.hpp"
#include "records/mdx.hpp"
#include "records/yaml_json.hpp"

namespace kbsearch::records {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kFence = "---";

/// The member that holds what the front matter says under names the file takes for itself.
constexpr const char* kDisplaced = "front_matter";

/// Front matter begins on line 2, behind its fence.
constexpr std::size_t kLinesBeforeYaml = 1;

bool is_fence(std::string_view line) { return line.starts_with(kFence) && trim_json(line) == kFence; }

/// Returns the id of a page whose front matter is broken: what a line of its own says, be it behind the fault; else
/// what the page's name says. Empty if that line is more than a name and a plain value.
std::string id_told_by_lines(std::string_view yaml, const PageName& name) {
  while (!yaml.empty()) {
    const std::string_view line = yaml.substr(0, yaml.find('\n'));
    yaml.remove_prefix(std::min(line.size() + 1, yaml.size()));
    if (!line.starts_with("id:") && !line.starts_with("_id:")) continue;
    std::string_view value = trim_json(line.substr(line.find(':') + 1));
    const bool quoted = value.size() >= 2 && value.front() == value.back() && (value[0] == '"' || value[0] == '\'');
    if (quoted) value = value.substr(1, value.size() - 2);
    const bool plain = value.find_first_of("\"'&*!|>{}[]#\\") == value.npos && why_unfit_id(value).empty();
    return plain ? std::string(value) : std::string();
  }
  return name.id;
}

std::variant<Json, Rejection> read_front_matter(std::string_view yaml, const PageName& name,
                                                std::size_t max_record_bytes) {
  const std::string& path = name.origin;
  YamlValues parsed = yaml_to_json(yaml, max_record_bytes);
  if (!parsed.fault.empty()) {
    return Rejection{{path, parsed.fault_line + kLinesBeforeYaml},
                     id_told_by_lines(yaml, name),
                     {},
                     "the front matter: " + parsed.fault};
  }
  if (parsed.values.empty()) return Json::object();
  // Where a name is repeated the last one wins: sorted members keep that cheap however many there
  // are.
  Json members = Json::parse(parsed.values.front().json, nullptr, false);
  if (parsed.values.size() == 1 && members.is_object()) return members;
  return Rejection{{path, parsed.values.back().line + kLinesBeforeYaml},
                   id_told_by_lines(yaml, name),
                   {},
                   "the front matter must be one mapping of names to values"};
}

std::string last_component(const std::string& id) { return id.substr(id.rfind('/') + 1); }

std::string text_member(const Json& members, const char* name) {
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

std::string write_page(const Json& members, const PlainText& body, const PageName& name) {
  std::string title = text_member(members, "title");
  if (title.empty()) title = body.first_heading;
  if (title.empty()) title = last_component(name.id);

  JsonObject page;
  page.add_json("id", id_json(members, name));
  const std::string kind = text_member(members, "kind");
  page.add_text("kind", kind.empty() ? "page" : kind);
  page.add_text_if_any("title", title);
  // What the file itself says takes these names; what the front matter says under them is kept aside.
  Json displaced = Json::object();
  const bool has_id = members.contains("id") && !members["id"].is_null();
  for (const auto& [key, value] : members.items()) {
    const bool written = key == "id" || (key == "_id" && !has_id) || key == "kind" || key == "title";
    if (key == "path" || key == "content" || key == kDisplaced) {
      displaced[key] = value;
    } else if (!written) {
      page.add_json(key, value.dump());
    }
  }
  if (!displaced.empty()) page.add_json(kDisplaced, displaced.dump());
  page.add_text_if_any("path", name.path);
  page.add_text("content", body.text);
  return std::move(page).finish();
}

}  // namespace

std::optional<FrontMatter> split_front_matter(std::string_view text) {
  std::size_t start = text.find('\n');
  if (start == std::string_view::npos || !is_fence(text.substr(0, start))) return std::nullopt;
  const std::size_t yaml = ++start;
  while (start < text.size()) {
    const std::size_t feed = text.find('\n', start);
    const std::size_t end = std::min(feed, text.size());
    if (is_fence(text.substr(start, end - start))) {
      return FrontMatter{text.substr(yaml, start - yaml), text.substr(std::min(end + 1, text.size()))};
    }
    start = end + 1;
  }
  return std::nullopt;
}

std::vector<RecordReader::Item> read_markdown_page(std::string_view text, const PageName& name,
                                                   std::size_t max_record_bytes) {
  if (trim_json(text).empty()) return {};
  Json members = Json::object();
  std::string_view body = text;
  if (const auto parts = split_front_matter(text)) {
    auto front = read_front_matter(parts->yaml, name, max_record_bytes);
    if (auto* rejection = std::get_if<Rejection>(&front)) return {std::move(*rejection)};
    members = std::get<Json>(std::move(front));
    body = parts->body;
  }
  const PlainText plain = name.is_mdx ? markdown_to_text(without_jsx(body)) : markdown_to_text(body);
  return {read_json_record(write_page(members, plain, name), {name.origin, 1})};
}

}  // namespace kbsearch::records
