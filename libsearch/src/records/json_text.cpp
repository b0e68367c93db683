#include "records/json_text.hpp"

#include <nlohmann/json.hpp>

namespace kbsearch::records {

std::string json_quoted(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void JsonObject::add_texts_if_any(std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  std::string list;
  for (const auto& text : texts) list += (list.empty() ? "[" : ",") + json_quoted(text);
  add_json(name, list + "]");
}

void JsonObject::add_members(JsonObject&& other) {
  if (text_.size() > 1 && other.text_.size() > 1) text_ += ',';
  text_.append(other.text_, 1);
}

void JsonObject::add_json(std::string_view name, std::string_view json) {
  if (text_.size() > 1) text_ += ',';
  text_ += json_quoted(name);
  text_ += ':';
  text_ += json;
}

}  // namespace kbsearch::records
