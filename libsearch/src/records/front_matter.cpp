#include "records/front_matter.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "records/json_record.hpp"
#include "records/split_text.hpp"
#include "records/toml_json.hpp"
#include "records/yaml_json.hpp"

namespace kbsearch::records {
namespace {

using Json = nlohmann::json;
using Syntax = FrontMatter::Syntax;

/// Front matter begins on line 2, behind its fence.
constexpr std::size_t kLinesBefore = 1;
constexpr const char* kNoMapping = "the front matter must be one mapping of names to values";

std::string_view fence_of(Syntax syntax) { return syntax == Syntax::kToml ? "+++" : "---"; }

bool is_fence(std::string_view line, std::string_view fence) {
  return line.starts_with(fence) && trim_json(line) == fence;
}

/// Returns the value of `line` if it gives the id: `id: 7`, or `id = "7"` in TOML.
std::optional<std::string_view> id_value(std::string_view line, Syntax syntax) {
  for (const std::string_view name : {"id", "_id"}) {
    if (!line.starts_with(name)) continue;
    const std::string_view rest = line.substr(name.size());
    const std::size_t sign = syntax == Syntax::kToml ? rest.find_first_not_of(" \t") : 0;
    if (sign < rest.size() && rest[sign] == (syntax == Syntax::kToml ? '=' : ':')) return rest.substr(sign + 1);
  }
  return std::nullopt;
}

/// Returns the id of a page whose front matter is broken: what a line of its own says, be it behind the fault; else
/// what the page's name says. Empty if that line is more than a name and a plain value.
std::string id_told_by_lines(const FrontMatter& front_matter, const PageName& name) {
  std::string_view text = front_matter.text;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const auto given = id_value(line, front_matter.syntax);
    if (!given) continue;
    std::string_view value = trim_json(*given);
    const bool quoted = value.size() >= 2 && value.front() == value.back() && (value[0] == '"' || value[0] == '\'');
    if (quoted) value = value.substr(1, value.size() - 2);
    const bool plain = value.find_first_of("\"'&*!|>{}[]#\\") == value.npos && why_unfit_id(value).empty();
    return plain ? std::string(value) : std::string();
  }
  return name.id;
}

/// The members, or what is wrong with them and in which line of the front matter.
struct Members {
  std::string json;
  std::string fault;
  std::size_t fault_line = 0;
};

Members read_yaml(std::string_view yaml, std::size_t max_record_bytes) {
  YamlValues parsed = yaml_to_json(yaml, max_record_bytes);
  if (!parsed.fault.empty()) return {{}, "the front matter: " + parsed.fault, parsed.fault_line};
  if (parsed.values.empty()) return {"{}", {}, 0};
  const bool is_mapping = parsed.values.size() == 1 && parsed.values.front().json.starts_with('{');
  if (!is_mapping) return {{}, kNoMapping, parsed.values.back().line};
  return {std::move(parsed.values.front().json), {}, 0};
}

Members read_toml(std::string_view toml) {
  TomlValue parsed = toml_to_json(toml);
  if (!parsed.fault.empty()) return {{}, "the front matter: " + parsed.fault, parsed.fault_line};
  return {std::move(parsed.json), {}, 0};
}

/// Whether every word of `text` is a tag with its sign, so that blanks part tags and not the words of one.
bool is_all_tags(std::string_view text) {
  const auto words = split_text(text, ", \t\r\n");
  return std::all_of(words.begin(), words.end(), [](const std::string& word) { return word.starts_with('#'); });
}

/// Appends the tags of `given`, one text or a list, to `tags`.
void append_tags(const Json& given, Json& tags) {
  const auto append_text = [&](const std::string& text, std::string_view separators) {
    for (auto& tag : split_text(text, separators)) {
      tag.erase(0, std::min(tag.find_first_not_of('#'), tag.size()));
      if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
    }
  };
  if (given.is_string()) {
    const auto& text = given.get_ref<const std::string&>();
    append_text(text, is_all_tags(text) ? ", \t\r\n" : ",\r\n");
  } else if (given.is_array()) {
    for (const auto& element : given) {
      if (element.is_string()) {
        append_text(element.get_ref<const std::string&>(), "");
      } else {
        tags.push_back(element);
      }
    }
  } else if (!given.is_null()) {
    tags.push_back(given);
  }
}

/// Reads the members as lists where people write them as text, and Zola's taxonomies as what they are.
void understand(Json& members) {
  Json tags = Json::array();
  if (const auto given = members.find("tags"); given != members.end()) append_tags(*given, tags);
  if (const auto taxonomies = members.find("taxonomies"); taxonomies != members.end() && taxonomies->is_object()) {
    for (const char* name : {"tags", "categories"}) {
      if (const auto given = taxonomies->find(name); given != taxonomies->end()) append_tags(*given, tags);
    }
    const auto authors = taxonomies->find("authors");
    if (authors != taxonomies->end() && !members.contains("authors")) members["authors"] = Json(*authors);
  }
  if (!tags.empty()) members["tags"] = std::move(tags);
  if (const auto aliases = members.find("aliases"); aliases != members.end() && aliases->is_string()) {
    *aliases = split_text(aliases->get<std::string>(), ",\r\n");
  }
}

}  // namespace

std::optional<FrontMatter> split_front_matter(std::string_view page) {
  std::size_t start = page.find('\n');
  if (start == std::string_view::npos) return std::nullopt;
  const Syntax syntax = page.starts_with('+') ? Syntax::kToml : Syntax::kYaml;
  const std::string_view fence = fence_of(syntax);
  if (!is_fence(page.substr(0, start), fence)) return std::nullopt;
  const std::size_t text = ++start;
  while (start < page.size()) {
    const std::size_t end = std::min(page.find('\n', start), page.size());
    if (is_fence(page.substr(start, end - start), fence)) {
      return FrontMatter{syntax, page.substr(text, start - text), page.substr(std::min(end + 1, page.size()))};
    }
    start = end + 1;
  }
  return std::nullopt;
}

std::variant<std::string, Rejection> read_front_matter(const FrontMatter& front_matter, const PageName& name,
                                                       std::size_t max_record_bytes) {
  const bool is_toml = front_matter.syntax == Syntax::kToml;
  const Members read = is_toml ? read_toml(front_matter.text) : read_yaml(front_matter.text, max_record_bytes);
  if (!read.fault.empty()) {
    return Rejection{
        {name.origin, read.fault_line + kLinesBefore}, id_told_by_lines(front_matter, name), {}, read.fault};
  }
  // Where a name is repeated the last one wins: sorted members keep that cheap however many there are.
  Json members = Json::parse(read.json, nullptr, false);
  if (!members.is_object()) return Rejection{{name.origin, 1 + kLinesBefore}, name.id, {}, kNoMapping};
  understand(members);
  return members.dump();
}

}  // namespace kbsearch::records
