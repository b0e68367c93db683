#include "mcp/record_text.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "mcp/json.hpp"

namespace kbsearch::cli::mcp {
namespace {

// Members up to this size tell what the record is; what is longer is its text.
constexpr std::size_t kShortBytes = 400;
// Deeper than this a value stands as JSON.
constexpr int kDeepest = 3;

bool is_nothing(const Given& value) {
  return value.is_null() || ((value.is_string() || value.is_array() || value.is_object()) && value.empty()) ||
         (value.is_string() && value.get_ref<const std::string&>().empty());
}

std::string value_text(const Given& value, int depth) {
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_structured() || depth >= kDeepest) return written(value);
  std::string text;
  if (value.is_array()) {
    const bool is_flat = std::none_of(value.begin(), value.end(), [](const auto& one) {
      return one.is_structured() || (one.is_string() && one.template get_ref<const std::string&>().size() > 60);
    });
    for (const auto& one : value) {
      if (is_nothing(one)) continue;
      if (!text.empty()) text += is_flat || depth > 0 ? ", " : "\n";
      if (!is_flat && depth == 0) text += "- ";
      text += value_text(one, depth + 1);
    }
    return text;
  }
  for (const auto& [name, member] : value.items()) {
    if (is_nothing(member)) continue;
    text += (text.empty() ? "" : ", ") + name + ": " + value_text(member, depth + 1);
  }
  return text;
}

/// Where each member stands: id first, then as the schema's fields take them.
std::map<std::string, std::size_t> places_of(const Schema& schema) {
  std::map<std::string, std::size_t> places;
  for (const char* name : {"id", "title", "kind", "type", "url", "published", "authors", "tags"}) {
    places.emplace(name, places.size());
  }
  for (const auto& field : schema.fields()) {
    places.emplace(field.name, places.size());
    for (const auto& path : field.paths) places.emplace(path.substr(0, path.find('.')), places.size());
  }
  return places;
}

}  // namespace

std::vector<RecordPart> parts_of(const Record& record, const Schema& schema) {
  const auto json = Given::parse(record.json, nullptr, false);
  if (!json.is_object()) return {{"record", harmless(record.json)}};
  const auto places = places_of(schema);
  std::vector<std::tuple<bool, std::size_t, RecordPart>> placed;
  for (const auto& [name, value] : json.items()) {
    if (is_nothing(value)) continue;
    const auto place = places.find(name);
    RecordPart part{harmless(name), harmless(value_text(value, 0))};
    const bool is_long = part.text.size() > kShortBytes;
    placed.emplace_back(is_long, place == places.end() ? places.size() : place->second, std::move(part));
  }
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
  });
  std::vector<RecordPart> parts;
  for (auto& [is_long, place, part] : placed) parts.push_back(std::move(part));
  return parts;
}

}  // namespace kbsearch::cli::mcp
