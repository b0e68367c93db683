#include "records/toml_json.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

// Each level of brackets may hold a dotted name, so this many times kMaxTomlNameParts is the deepest tree: its
// destructor recurses.
#define TOML_MAX_NESTED_VALUES 64
#include <toml++/toml.h>

#include "records/json_record.hpp"
#include "records/reason.hpp"

namespace kbsearch::records {
namespace {

using Json = nlohmann::json;

/// Leaves the conversion from inside; never leaves this file.
struct Stop {
  std::string reason;
  std::size_t line;
};

std::size_t line_at(const toml::source_region& place) { return place.begin.line; }

template <typename Value>
std::string printed(const Value& value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

Json json_of(const toml::node& node, std::size_t depth);

Json json_of_table(const toml::table& table, std::size_t depth) {
  Json object = Json::object();
  for (const auto& [key, value] : table) object[std::string(key.str())] = json_of(value, depth + 1);
  return object;
}

Json json_of_array(const toml::array& array, std::size_t depth) {
  Json list = Json::array();
  for (const auto& value : array) list.push_back(json_of(value, depth + 1));
  return list;
}

Json json_of(const toml::node& node, std::size_t depth) {
  if (depth > kMaxNesting) {
    throw Stop{"nested deeper than " + std::to_string(kMaxNesting) + " levels", line_at(node.source())};
  }
  if (const auto* table = node.as_table()) return json_of_table(*table, depth);
  if (const auto* array = node.as_array()) return json_of_array(*array, depth);
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* truth = node.as_boolean()) return truth->get();
  if (const auto* number = node.as_floating_point()) {
    return std::isfinite(number->get()) ? Json(number->get()) : Json(printed(number->get()));
  }
  if (const auto* date = node.as_date()) return printed(date->get());
  if (const auto* time = node.as_time()) return printed(time->get());
  return printed(node.as_date_time()->get());
}

/// Finds names of very many parts before the parser makes a table of each.
class LongNames {
 public:
  explicit LongNames(std::string_view toml) : toml_(toml) {}

  /// Returns the line of the first name of more than kMaxTomlNameParts parts; 0 if there is none.
  std::size_t first_line() {
    while (at_ < toml_.size()) {
      const char c = toml_[at_];
      if (c == '"' || c == '\'') {
        pass_string(c);
        continue;
      }
      if (c == '#') {
        at_ = std::min(toml_.find('\n', at_), toml_.size());
        continue;
      }
      if (c == '.' && ++dots_ >= kMaxTomlNameParts) {
        return static_cast<std::size_t>(
                   std::count(toml_.begin(), toml_.begin() + static_cast<std::ptrdiff_t>(at_), '\n')) +
               1;
      }
      if (std::string_view("=[]{},\n").find(c) != std::string_view::npos) dots_ = 0;
      ++at_;
    }
    return 0;
  }

 private:
  void pass_string(char quote) {
    const bool is_long = toml_.substr(at_).starts_with(std::string(3, quote));
    const std::string end(is_long ? 3 : 1, quote);
    at_ += end.size();
    while (at_ < toml_.size() && !toml_.substr(at_).starts_with(end)) {
      if (!is_long && toml_[at_] == '\n') return;  // the parser will say that it is not closed
      at_ += quote == '"' && toml_[at_] == '\\' ? 2 : 1;
    }
    at_ = std::min(at_ + end.size(), toml_.size());
  }

  std::string_view toml_;
  std::size_t at_ = 0;
  std::size_t dots_ = 0;
};

}  // namespace

TomlValue toml_to_json(std::string_view toml) {
  if (const std::size_t line = LongNames(toml).first_line(); line > 0) {
    return {{}, "a name of more than " + std::to_string(kMaxTomlNameParts) + " parts", line};
  }
  try {
    Json object = json_of_table(toml::parse(toml), 0);
    for (const char* name : {"id", "_id"}) {
      const auto id = object.find(name);
      if (id != object.end() && id->is_primitive() && !id->is_string()) *id = id->dump();
    }
    return {object.dump(-1, ' ', false, Json::error_handler_t::replace), {}, 0};
  } catch (const Stop& stop) {
    return {{}, stop.reason, stop.line};
  } catch (const toml::parse_error& error) {
    const std::string why = one_line(error.description(), kMaxReasonBytes / 2);
    return {{},
            "not valid TOML: " + why + " (column " + std::to_string(error.source().begin.column) + ")",
            line_at(error.source())};
  }
}

}  // namespace kbsearch::records
