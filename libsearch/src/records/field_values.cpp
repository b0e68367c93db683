#include "records/field_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/date.hpp"
#include "analysis/language_code.hpp"
#include "kbsearch/analyzer.hpp"
#include "records/json_record.hpp"
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

std::string text_member(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

/// The text that an object stands for: a person of CSL (`{"family":..,"given":..}`) or of a web page, a named thing.
/// Empty if it has none.
std::string name_of(const Json& object) {
  for (const char* member : {"name", "literal", "title", "label", "value"}) {
    if (auto text = text_member(object, member); !text.empty()) return text;
  }
  std::string name;
  for (const char* member : {"given", "non-dropping-particle", "family", "suffix"}) {
    if (const auto part = text_member(object, member); !part.empty()) name += (name.empty() ? "" : " ") + part;
  }
  return name;
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  if (auto name = value.is_object() ? name_of(value) : std::string(); !name.empty()) return name;
  throw FieldFault{"must be text or a list of texts, found " + shown(value)};
}

/// Returns the number that text such as "55" or " 7.5 " is.
std::optional<double> number_in(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t+");
  if (begin == text.npos) return std::nullopt;
  const auto* const end = text.data() + text.find_last_not_of(" \t") + 1;
  double number = 0.0;
  const auto parsed = std::from_chars(text.data() + begin, end, number);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

double number_of(const Json& value, const Field& field) {
  const auto told = value.is_number()   ? std::optional(value.get<double>())
                    : value.is_string() ? number_in(value.get_ref<const std::string&>())
                                        : std::nullopt;
  if (!told) throw FieldFault{"must be a number, found " + shown(value)};
  const double number = *told;
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

/// The parts of `text` between separators, without the white space around them; empty ones are left out.
std::vector<std::string> parted(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    const auto part = trim_json(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return parts;
}

/// What a record has for a field, and where.
struct Member {
  std::string name;  ///< As the schema's paths have it.
  std::vector<const Json*> values;
};

Member member_of(const Json& object, const Field& field) {
  Member member{field.name, {}};
  for (const auto& path : field.paths) {
    follow(object, path, member.values);
    if (member.values.empty()) continue;
    member.name = path;
    break;
  }
  return member;
}

FieldValue read_field(const Json& object, const Field& field, const Member& member) {
  const auto& values = member.values;
  const auto whole = object.find(member.name);
  const bool is_one_text = whole != object.end() && whole->is_string();
  FieldValue result;
  if (field.kind == FieldKind::kNumber) {
    result.number = reduce(values, field);
    return result;
  }
  if (is_one_text && !field.separator.empty()) {
    result.texts = parted(values.front()->get_ref<const std::string&>(), field.separator);
    return result;
  }
  for (const auto* value : values) {
    auto text = text_of(*value);
    if (!text.empty()) result.texts.push_back(std::move(text));
  }
  if (field.kind == FieldKind::kDate && !result.texts.empty()) {
    const auto date = analysis::parse_date(result.texts.front());
    if (!date)
      throw FieldFault{"'" + shown_value(result.texts.front()) + "' is not a date (2024, 2024-05 or 2024-05-17)"};
    result.number = date->first;
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

/// Two fields may be read of one member: what is wrong with it is told once.
bool is_told(const std::vector<Rejection>& left_out, const std::string& reason, const std::string& member) {
  return std::any_of(left_out.begin(), left_out.end(),
                     [&](const Rejection& told) { return told.reason == reason && told.field == member; });
}

/// What a record says beside its fields.
constexpr std::string_view kOtherMembers[] = {"id", "_id", "language", "lang"};

/// Whether a text has a line "Label: value" of it: so readers keep what a table or a reference says beside its fields.
bool stands_in_a_text(const Json& value, const RecordValues& values) {
  std::vector<const Json*> parts;
  follow(value, "", parts);
  if (parts.empty()) return false;
  const bool is_named = !parts.front()->is_object() || !name_of(*parts.front()).empty();
  if (!is_named) return false;
  const auto line = ": " + text_of(*parts.front());
  return std::any_of(values.fields.begin(), values.fields.end(), [&](const FieldValue& field) {
    return std::any_of(field.texts.begin(), field.texts.end(),
                       [&](const std::string& text) { return text.find(line) != text.npos; });
  });
}

std::vector<std::string> unread_members(const Json& object, const Schema& schema, const RecordValues& values) {
  const auto is_read = [&](std::string_view name) {
    if (std::find(std::begin(kOtherMembers), std::end(kOtherMembers), name) != std::end(kOtherMembers)) return true;
    return std::any_of(schema.fields().begin(), schema.fields().end(), [&](const Field& field) {
      return std::any_of(field.paths.begin(), field.paths.end(), [&](std::string_view path) {
        return path.starts_with(name) && (path.size() == name.size() || path[name.size()] == '.');
      });
    });
  };
  std::vector<std::string> unread;
  for (const auto& [name, value] : object.items()) {
    const bool is_empty = value.empty() || (value.is_string() && value.get_ref<const std::string&>().empty());
    if (!is_empty && !is_read(name) && !stands_in_a_text(value, values)) unread.push_back(name);
  }
  return unread;
}

}  // namespace

std::variant<RecordValues, Rejection> read_fields(const Record& record, const Schema& schema, FieldFaults faults) {
  Json object;
  try {
    object = Json::parse(record.json);
  } catch (const Json::exception& error) {
    return Rejection{record.origin, record.id, "", one_line(std::string("not valid JSON: ") + error.what())};
  }
  RecordValues values;
  values.fields.reserve(schema.fields().size());
  for (const auto& field : schema.fields()) {
    const auto member = member_of(object, field);
    try {
      values.fields.push_back(read_field(object, field, member));
    } catch (const FieldFault& fault) {
      if (faults == FieldFaults::kReject) return Rejection{record.origin, record.id, member.name, fault.reason};
      values.fields.emplace_back();
      if (is_told(values.left_out, fault.reason, member.name)) continue;
      values.left_out.push_back({record.origin, record.id, member.name, fault.reason, Rejection::Scope::kField});
    }
  }
  values.unread = unread_members(object, schema, values);
  values.language = language_of(object, values, schema);
  return values;
}

}  // namespace kbsearch::records
