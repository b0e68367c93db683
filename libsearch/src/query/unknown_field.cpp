#include "query/unknown_field.hpp"

#include <algorithm>
#include <array>

#include "kbsearch/names.hpp"

namespace kbsearch::query {
namespace {

/// What stands before a colon in addresses and identifiers.
constexpr std::array<std::string_view, 24> kSchemes = {
    "about", "arxiv",      "blob",      "data",   "doi",    "file", "ftp",  "git", "hdl",   "http", "https", "isbn",
    "issn",  "javascript", "localhost", "magnet", "mailto", "news", "node", "oai", "orcid", "tel",  "urn",   "xmpp"};

bool is_lower(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::vector<std::string> field_names(const Schema& schema) {
  std::vector<std::string> names = {"id"};
  for (const auto& field : schema.fields()) {
    if (field.kind == FieldKind::kStored) continue;
    names.push_back(field.name);
    names.insert(names.end(), field.aliases.begin(), field.aliases.end());
  }
  return names;
}

std::string unknown_field_fault(std::string_view name, std::string_view value, const Schema& schema) {
  if (name.size() < 2 || !std::all_of(name.begin(), name.end(), is_letter)) return {};
  if (value.starts_with(':') || value.starts_with('\\')) return {};
  if (std::find(kSchemes.begin(), kSchemes.end(), name) != kSchemes.end()) return {};
  const auto there_is_none = "there is no field '" + std::string(name) + "'";
  if (const auto near = nearest_name(name, field_names(schema)); !near.empty()) {
    return there_is_none + " (did you mean '" + near + "'?)";
  }
  // Fields are written small; a capital begins a heading.
  if (!std::all_of(name.begin(), name.end(), is_lower)) return {};
  std::string names = "id";
  for (const auto& field : schema.fields()) {
    if (field.kind != FieldKind::kStored) names += ", " + field.name;
  }
  return there_is_none + " (the fields are " + names + ")";
}

std::vector<std::string> fields_to_have(const std::vector<std::string>& names, const Schema& schema,
                                        std::vector<std::string>& faults) {
  std::vector<std::string> known;
  for (const auto& name : names) {
    const auto field = schema.find(name);
    if (field == Schema::kNoField && name != "id") {
      const auto near = nearest_name(name, field_names(schema));
      faults.push_back("there is no field '" + name + "'" + (near.empty() ? "" : " (did you mean '" + near + "'?)"));
    } else if (field != Schema::kNoField && !schema.fields()[field].inverse_of.empty()) {
      faults.push_back("'" + name + "' is told by '" + schema.fields()[field].inverse_of + "' of other records");
    } else {
      known.push_back(field == Schema::kNoField ? name : schema.fields()[field].name);
    }
  }
  return known;
}

}  // namespace kbsearch::query
