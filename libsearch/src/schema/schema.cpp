#include "kbsearch/schema.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "kbsearch/analyzer.hpp"
#include "kbsearch/error.hpp"
#include "schema/json_fault.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<std::string_view, FieldKind>, 5> kKindNames = {{{"text", FieldKind::kText},
                                                                               {"keyword", FieldKind::kKeyword},
                                                                               {"number", FieldKind::kNumber},
                                                                               {"date", FieldKind::kDate},
                                                                               {"stored", FieldKind::kStored}}};
constexpr std::array<std::pair<std::string_view, Reduction>, 4> kReductionNames = {{{"first", Reduction::kFirst},
                                                                                    {"max", Reduction::kMaximum},
                                                                                    {"sum", Reduction::kSum},
                                                                                    {"count", Reduction::kCount}}};

[[noreturn]] void refuse_schema(const std::string& where, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, "schema: " + where + ": " + what, where);
}

template <typename Names>
auto named(const Names& names, const std::string& text, const std::string& where) {
  for (const auto& [name, value] : names) {
    if (name == text) return value;
  }
  std::string allowed;
  for (const auto& [name, value] : names) allowed += (allowed.empty() ? "" : ", ") + std::string(name);
  refuse_schema(where, "'" + text + "' is none of " + allowed);
}

template <typename Names, typename Value>
std::string_view name_of(const Names& names, Value value) {
  for (const auto& [name, candidate] : names) {
    if (candidate == value) return name;
  }
  return "unknown";
}

bool is_field_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), fits);
}

template <typename Value>
Value member_or(const Json& object, const char* key, Value fallback, const std::string& where) {
  const auto found = object.find(key);
  if (found == object.end()) return fallback;
  try {
    return found->template get<Value>();
  } catch (const Json::exception&) {
    refuse_schema(where, "'" + std::string(key) + "' has a value of the wrong type: " + found->dump());
  }
}

void read_bounds(const Json& object, const std::string& where, Field& field) {
  const Field unbounded;
  field.minimum = member_or(object, "minimum", unbounded.minimum, where);
  field.maximum = member_or(object, "maximum", unbounded.maximum, where);
  // Schemas in indexes of earlier releases have both as 0 where no bound was given.
  if (field.minimum == 0.0 && field.maximum == 0.0) {
    field.minimum = unbounded.minimum;
    field.maximum = unbounded.maximum;
  }
  if (field.minimum > field.maximum) {
    refuse_schema(where, "minimum is " + object["minimum"].dump() + ", above the maximum " + object["maximum"].dump());
  }
  const bool is_bounded = std::isfinite(field.minimum) || std::isfinite(field.maximum);
  if (is_bounded && field.kind != FieldKind::kNumber)
    refuse_schema(where, "minimum and maximum are for a number field");
}

/// A name as it is looked up: `Rubrik`, `rubrik` and `RUBRIK` are one, and so are `thème` and `THEME`.
std::string folded(std::string_view name) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  std::string key(name);
  if (std::all_of(name.begin(), name.end(), is_ascii)) {
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return key;
  }
  static const Analyzer analyzer("xx");
  std::string words;
  for (const auto& token : analyzer.analyze(name)) {
    if (token.kind == TokenKind::kWord || token.kind == TokenKind::kBigram) {
      words += (words.empty() ? "" : "_") + token.exact;
    }
  }
  return words.empty() ? key : words;
}

/// The codes of languages that words can be stemmed in, for a person.
std::string stemmed_languages() {
  std::string codes;
  for (char first = 'a'; first <= 'z'; ++first) {
    for (char second = 'a'; second <= 'z'; ++second) {
      const std::string code{first, second};
      if (Analyzer::has_stemmer(code)) codes += (codes.empty() ? "" : ", ") + code;
    }
  }
  return codes;
}

/// The stemmers answer to names such as "english", too, but records say "en": the two would never meet.
void check_default_language(const std::string& language) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool is_code = language.size() == 2 && std::all_of(language.begin(), language.end(), is_small);
  if (is_code && Analyzer::has_stemmer(language)) return;
  refuse_schema(
      "default_language",
      "'" + language + "' is not the ISO 639-1 code of a language with a stemmer; those are " + stemmed_languages());
}

Field read_field(const Json& object) {
  if (!object.is_object()) refuse_schema("fields", "each must be an object, found " + object.dump());
  Field field;
  field.name = member_or<std::string>(object, "name", "", "a field");
  const std::string where = "field '" + field.name + "'";
  if (!is_field_name(field.name)) refuse_schema(where, "a name has 1 to 40 characters of a-z, 0-9 and _");
  field.kind = named(kKindNames, member_or<std::string>(object, "kind", "text", where), where);
  field.paths = member_or<std::vector<std::string>>(object, "paths", {field.name}, where);
  field.aliases = member_or<std::vector<std::string>>(object, "aliases", {}, where);
  field.reduction = named(kReductionNames, member_or<std::string>(object, "reduce", "first", where), where);
  field.weight = member_or(object, "weight", 1.0, where);
  field.positions = member_or(object, "positions", true, where);
  field.snippet = member_or(object, "snippet", true, where);
  field.inverse_of = member_or<std::string>(object, "inverse_of", "", where);
  field.separator = member_or<std::string>(object, "separator", "", where);
  if (!field.separator.empty() && field.kind != FieldKind::kKeyword) {
    refuse_schema(where, "a separator is for a keyword field");
  }
  field.word_weight = member_or(object, "word_weight", 0.0, where);
  field.facet = member_or(object, "facet", false, where);
  field.sort = member_or(object, "sort", false, where);
  read_bounds(object, where, field);
  if (!(field.weight >= 0.0 && field.weight <= 100.0)) {
    refuse_schema(where, "weight is " + std::to_string(field.weight) + ", must be in [0, 100]");
  }
  if (!(field.word_weight >= 0.0 && field.word_weight <= 100.0)) {
    refuse_schema(where, "word_weight is " + std::to_string(field.word_weight) + ", must be in [0, 100]");
  }
  if (field.word_weight > 0.0 && field.kind != FieldKind::kKeyword)
    refuse_schema(where, "word_weight is for a keyword field");
  if (field.facet && field.kind == FieldKind::kText) {
    refuse_schema(where, "words of a text are not counted; count a keyword field with the same path");
  }
  for (const auto& [key, value] : object.items()) {
    static constexpr std::array<std::string_view, 15> kKnown = {
        "name",       "kind",      "paths",       "aliases", "reduce", "weight",  "positions", "snippet",
        "inverse_of", "separator", "word_weight", "facet",   "sort",   "minimum", "maximum"};
    if (std::find(kKnown.begin(), kKnown.end(), key) == kKnown.end())
      refuse_schema(where, "unknown member '" + key + "'");
  }
  return field;
}

constexpr std::string_view kKnowledgeBase = R"json({
  "name": "knowledge-base", "length_norm": 0.7, "default_language": "en",
  "fields": [
    {"name": "title", "weight": 3, "snippet": false, "sort": true},
    {"name": "file_name", "weight": 3, "snippet": false},
    {"name": "folders", "weight": 0.5, "snippet": false},
    {"name": "summary", "weight": 1},
    {"name": "key_points", "weight": 1, "aliases": ["keypoints", "key_point"]},
    {"name": "review", "weight": 1},
    {"name": "abstract", "weight": 1},
    {"name": "description", "weight": 1},
    {"name": "relevance_note", "weight": 1, "aliases": ["relevance"]},
    {"name": "content", "paths": ["content", "text"], "weight": 1, "aliases": ["text", "body"]},
    {"name": "authors", "paths": ["authors", "author"], "weight": 1, "snippet": false, "aliases": ["author", "by"]},
    {"name": "publication", "weight": 1, "snippet": false},
    {"name": "url", "weight": 0.5, "snippet": false, "positions": false, "aliases": ["site", "host"]},
    {"name": "tag", "kind": "keyword", "paths": ["tags"], "separator": ",", "word_weight": 0.1, "facet": true,
     "aliases": ["tags"]},
    {"name": "type", "kind": "keyword", "word_weight": 0.1, "facet": true, "sort": true},
    {"name": "kind", "kind": "keyword", "facet": true},
    {"name": "citedby", "kind": "keyword", "paths": ["cited_by.id"], "facet": true, "aliases": ["cited_by"]},
    {"name": "importance", "kind": "number", "sort": true, "minimum": 0, "maximum": 100},
    {"name": "quality", "kind": "number", "paths": ["quality", "cited_by.quality"], "reduce": "max", "sort": true,
     "minimum": 0, "maximum": 100},
    {"name": "quality_sum", "kind": "number", "paths": ["cited_by.quality"], "reduce": "sum"},
    {"name": "cited_by_count", "kind": "number", "paths": ["cited_by"], "reduce": "count", "sort": true,
     "aliases": ["citations"]},
    {"name": "own_quality", "kind": "number", "paths": ["quality"], "minimum": 0, "maximum": 100},
    {"name": "credibility", "kind": "number", "minimum": 1, "maximum": 5, "sort": true},
    {"name": "published", "kind": "date", "sort": true, "aliases": ["date", "created"],
     "paths": ["published", "date", "created", "last_edited", "updated", "modified"]},
    {"name": "fetched", "kind": "date", "paths": ["fetched_at"], "sort": true},
    {"name": "http_status", "kind": "number"},
    {"name": "stable_id", "kind": "keyword"},
    {"name": "source", "kind": "keyword", "paths": ["publication"], "facet": true},
    {"name": "aliases", "paths": ["aliases", "also_known_as", "alias"], "weight": 3, "snippet": false,
     "aliases": ["alias"]},
    {"name": "cites", "kind": "keyword", "inverse_of": "citedby"},
    {"name": "path", "kind": "keyword", "aliases": ["file"]},
    {"name": "updated", "kind": "date", "paths": ["updated", "last_edited", "modified", "lastmod"], "sort": true,
     "aliases": ["modified"]},
    {"name": "author_name", "kind": "keyword", "paths": ["authors", "author"], "separator": ";", "facet": true}
  ]})json";

/// Throws unless every inverse of a field is one of ids, and asks by ids itself.
void check_inverses(const Schema& schema) {
  for (const auto& field : schema.fields()) {
    if (field.inverse_of.empty()) continue;
    const std::string where = "field '" + field.name + "'";
    const auto other = schema.find(field.inverse_of);
    if (other == Schema::kNoField)
      refuse_schema(where, "inverse_of names '" + field.inverse_of + "', which is no field");
    const auto& named = schema.fields()[other];
    if (field.kind != FieldKind::kKeyword || named.kind != FieldKind::kKeyword || !named.inverse_of.empty()) {
      refuse_schema(where, "inverse_of is for a keyword field, and names another that is not itself an inverse");
    }
  }
}

}  // namespace

const Schema& Schema::knowledge_base() {
  static const Schema schema = from_json(kKnowledgeBase);
  return schema;
}

Schema Schema::from_json(std::string_view json) {
  if (const auto fault = schema::json_fault(json); !fault.empty()) {
    throw Error(ErrorCode::kInvalidArgument, "schema " + fault);
  }
  const Json object = Json::parse(json);
  Schema schema;
  schema.name_ = member_or<std::string>(object, "name", "unnamed", "name");
  schema.length_norm_ = member_or(object, "length_norm", 0.7, "length_norm");
  schema.default_language_ = member_or<std::string>(object, "default_language", "en", "default_language");
  if (!(schema.length_norm_ >= 0.0 && schema.length_norm_ <= 1.0)) {
    refuse_schema("length_norm", "is " + std::to_string(schema.length_norm_) + ", must be in [0, 1]");
  }
  check_default_language(schema.default_language_);
  const auto fields = object.find("fields");
  if (fields == object.end() || !fields->is_array() || fields->empty())
    refuse_schema("fields", "must be a list of fields");
  if (fields->size() > kMaxFields) {
    refuse_schema("fields",
                  "there are " + std::to_string(fields->size()) + ", at most " + std::to_string(kMaxFields) + " fit");
  }
  for (const auto& member : *fields) {
    Field field = read_field(member);
    std::vector<std::string> names = field.aliases;
    names.push_back(field.name);
    for (const auto& name : names) {
      const std::pair entry(folded(name), schema.fields_.size());
      if (entry.first.empty()) refuse_schema("field '" + field.name + "'", "an alias is empty");
      if (schema.find(name) != kNoField)
        refuse_schema("field '" + field.name + "'", "the name '" + name + "' is taken");
      schema.names_.insert(std::upper_bound(schema.names_.begin(), schema.names_.end(), entry), entry);
    }
    schema.fields_.push_back(std::move(field));
  }
  check_inverses(schema);
  return schema;
}

std::string Schema::to_json() const {
  Json fields = Json::array();
  for (const auto& field : fields_) {
    Json object{{"name", field.name},
                {"kind", to_string(field.kind)},
                {"paths", field.paths},
                {"aliases", field.aliases},
                {"reduce", name_of(kReductionNames, field.reduction)},
                {"weight", field.weight},
                {"positions", field.positions},
                {"snippet", field.snippet},
                {"inverse_of", field.inverse_of},
                {"separator", field.separator},
                {"facet", field.facet},
                {"sort", field.sort}};
    if (field.word_weight > 0.0) object["word_weight"] = field.word_weight;
    // JSON has no infinite number: a bound that is none is left out.
    if (std::isfinite(field.minimum)) object["minimum"] = field.minimum;
    if (std::isfinite(field.maximum)) object["maximum"] = field.maximum;
    fields.push_back(std::move(object));
  }
  return Json{
      {"name", name_}, {"length_norm", length_norm_}, {"default_language", default_language_}, {"fields", fields}}
      .dump();
}

std::size_t Schema::find(std::string_view name_or_alias) const {
  const auto wanted = folded(name_or_alias);
  const auto found = std::lower_bound(names_.begin(), names_.end(), wanted,
                                      [](const auto& entry, const std::string& name) { return entry.first < name; });
  return found != names_.end() && found->first == wanted ? found->second : kNoField;
}

std::string_view to_string(FieldKind kind) { return name_of(kKindNames, kind); }

}  // namespace kbsearch
