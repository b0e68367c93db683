#include "records/field_values.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/language_code.hpp"
#include "kbsearch/analyzer.hpp"
#include "records/reason.hpp"

namespace kbsearch::records {
namespace {

using Json = nlohmann::json;

struct FieldFault {
  std::string reason;
};

std::string shown(const Json& value) { return shown_value(value.dump(-1, ' ', false, Json::error_handler_t::replace)); }

/// Appends the values found by following `path` (member names parted by dots) from `value`, through arrays.
void follow(const Json& value, std::string_view path, std::vector<const Json*>& found) {
  if (value.is_null()) return;
  if (value.is_array()) {
    for (const auto& element : value) follow(element, path, found);
    return;
  }
  if (path.empty()) {
    found.push_back(&value);
    return;
  }
  if (!value.is_object()) return;
  const auto dot = path.find('.');
  const auto member = value.find(std::string(path.substr(0, dot)));
  if (member != value.end()) follow(*member, dot == path.npos ? "" : path.substr(dot + 1), found);
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  throw FieldFault{"must be text or a list of texts, found " + shown(value)};
}

double number_of(const Json& value, const Field& field) {
  if (!value.is_number()) throw FieldFault{"must be a number, found " + shown(value)};
  const double number = value.get<double>();
  if (std::isfinite(number) && number >= field.minimum && number <= field.maximum) return number;
  const bool has_minimum = std::isfinite(field.minimum);
  const bool has_maximum = std::isfinite(field.maximum);
  std::string allowed = "finite";
  if (has_minimum && has_maximum) {
    allowed = "in [" + shown(field.minimum) + ", " + shown(field.maximum) + "]";
  } else if (has_minimum || has_maximum) {
    allowed = has_minimum ? "at least " + shown(field.minimum) : "at most " + shown(field.maximum);
  }
  throw FieldFault{"is " + shown(value) + ", must be " + allowed};
}

std::optional<double> reduce(const std::vector<const Json*>& values, const Field& field) {
  if (field.reduction == Reduction::kCount) return static_cast<double>(values.size());
  if (values.empty()) return std::nullopt;
  double result = number_of(*values.front(), field);
  if (field.reduction == Reduction::kFirst) return result;
  for (std::size_t i = 1; i < values.size(); ++i) {
    const double number = number_of(*values[i], field);
    result = field.reduction == Reduction::kSum ? result + number : std::max(result, number);
  }
  return result;
}

FieldValue read_field(const Json& object, const Field& field) {
  std::vector<const Json*> values;
  for (const auto& path : field.paths) {
    follow(object, path, values);
    if (!values.empty()) break;
  }
  FieldValue result;
  if (field.kind == FieldKind::kNumber) {
    result.number = reduce(values, field);
    return result;
  }
  for (const auto* value : values) {
    auto text = text_of(*value);
    if (!text.empty()) result.texts.push_back(std::move(text));
  }
  if (field.kind == FieldKind::kDate && !result.texts.empty()) {
    result.number = parse_date(result.texts.front());
    if (!result.number)
      throw FieldFault{"'" + shown_value(result.texts.front()) + "' is not a date (2024, 2024-05 or 2024-05-17)"};
  }
  return result;
}

std::string language_of(const Json& object, const RecordValues& values, const Schema& schema) {
  for (const char* member : {"language", "lang"}) {
    const auto given = object.find(member);
    if (given == object.end() || !given->is_string()) continue;
    // What is none that is known says nothing: the text is asked.
    if (auto code = analysis::language_code(given->get_ref<const std::string&>()); !code.empty()) return code;
  }
  constexpr std::size_t kEnoughBytes = 2000;
  constexpr std::size_t kMostBytes = 64 * kEnoughBytes;  // of a field of very many texts
  std::string sample;
  for (std::size_t i = 0; i < schema.fields().size() && sample.size() < kEnoughBytes; ++i) {
    const auto& field = schema.fields()[i];
    if (field.kind != FieldKind::kText || !field.positions) continue;
    for (const auto& text : values.fields[i].texts) {
      sample += text.substr(0, kEnoughBytes) + "\n";
      if (sample.size() > kMostBytes) break;
    }
  }
  return detect_language(sample, schema.default_language());
}

bool digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<double> parse_date(std::string_view text) {
  int parts[3] = {0, 0, 0};
  static constexpr std::size_t kDigits[3] = {4, 2, 2};
  static constexpr int kMost[3] = {9999, 12, 31};
  std::size_t at = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto part = text.substr(at, kDigits[i]);
    if (part.size() != kDigits[i] || !digits(part)) return std::nullopt;
    for (const char c : part) parts[i] = parts[i] * 10 + (c - '0');
    if (parts[i] < 1 || parts[i] > kMost[i]) return std::nullopt;
    at += kDigits[i];
    if (at == text.size() || text[at] == 'T' || text[at] == ' ') break;
    if (text[at] != '-' || i == 2) return std::nullopt;
    ++at;
  }
  return 10000.0 * parts[0] + 100.0 * parts[1] + parts[2];
}

std::variant<RecordValues, Rejection> read_fields(const Record& record, const Schema& schema) {
  Json object;
  try {
    object = Json::parse(record.json);
  } catch (const Json::exception& error) {
    return Rejection{record.origin, record.id, "", one_line(std::string("not valid JSON: ") + error.what())};
  }
  RecordValues values;
  values.fields.reserve(schema.fields().size());
  for (const auto& field : schema.fields()) {
    try {
      values.fields.push_back(read_field(object, field));
    } catch (const FieldFault& fault) {
      return Rejection{record.origin, record.id, field.name, fault.reason};
    }
  }
  values.language = language_of(object, values, schema);
  return values;
}

}  // namespace kbsearch::records
