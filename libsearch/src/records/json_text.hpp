// Writing JSON for records that were not JSON to begin with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::records {

/// Returns `text` as a JSON string with its quotes; malformed UTF-8 becomes U+FFFD.
std::string json_quoted(std::string_view text);

/// Builds one JSON object, members in the order they are added. Names are not checked for
/// repetition.
class JsonObject {
 public:
  void add_text(std::string_view name, std::string_view text) { add_json(name, json_quoted(text)); }
  /// Adds nothing if `text` is empty: "not given" is said by absence.
  void add_text_if_any(std::string_view name, std::string_view text) {
    if (!text.empty()) add_text(name, text);
  }
  /// Adds a list of texts, or nothing if there are none.
  void add_texts_if_any(std::string_view name, const std::vector<std::string>& texts);
  /// `json` is a well-formed JSON value.
  void add_json(std::string_view name, std::string_view json);
  /// Adds the members of another object behind these.
  void add_members(JsonObject&& other);
  std::string finish() && { return std::move(text_) + "}"; }

 private:
  std::string text_ = "{";
};

}  // namespace kbsearch::records
