#include <nlohmann/json.hpp>

#include "kbsearch/error.hpp"
#include "kbsearch/query.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::ordered_json;

// The deepest parsed query has 128 brackets, of up to four nodes each (sequence, OR, AND, NOT); a node is an object in
// an array in an object.
constexpr int kMaxJsonDepth = 3 * 4 * 129 + 8;

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorCode::kInvalidArgument, "query JSON: " + what); }

Json to_json(const Query& query);

Json to_json(const std::vector<Query>& clauses) {
  Json list = Json::array();
  for (const auto& clause : clauses) list.push_back(to_json(clause));
  return list;
}

struct Writer {
  Json operator()(const BooleanQuery& group) const {
    Json json = Json::object();
    if (!group.must.empty()) json["must"] = to_json(group.must);
    if (!group.should.empty()) json["should"] = to_json(group.should);
    if (!group.must_not.empty()) json["must_not"] = to_json(group.must_not);
    if (!group.filter.empty()) json["filter"] = to_json(group.filter);
    return {{"bool", json}};
  }
  Json operator()(const WordQuery& word) const { return {{"word", with_field(word.field, {{"text", word.text}})}}; }
  Json operator()(const PhraseQuery& phrase) const {
    return {{"phrase", with_field(phrase.field, {{"text", phrase.text}})}};
  }
  Json operator()(const PrefixQuery& prefix) const {
    return {{"prefix", with_field(prefix.field, {{"text", prefix.text}})}};
  }
  Json operator()(const NearQuery& near) const {
    return {{"near", with_field(near.field, {{"words", near.words}, {"distance", near.distance}})}};
  }
  Json operator()(const KeywordQuery& keyword) const {
    return {{"keyword", with_field(keyword.field, {{"any_of", keyword.any_of}})}};
  }
  Json operator()(const RangeQuery& range) const {
    Json json = with_field(range.field, Json::object());
    if (range.low) json["low"] = *range.low;
    if (range.high) json["high"] = *range.high;
    if (!range.written.empty()) json["written"] = range.written;
    return {{"range", json}};
  }

  static Json with_field(const std::string& field, Json json) {
    if (field.empty()) return json;
    Json named{{"field", field}};
    named.update(json);
    return named;
  }
};

Json to_json(const Query& query) {
  Json json = std::visit(Writer{}, query.node);
  if (query.boost != 1.0) json["boost"] = query.boost;
  return json;
}

/// Reads the members of one node, and refuses those that nobody asked for.
class Members {
 public:
  Members(const Json& json, const std::string& kind) : json_(json), kind_(kind) {
    if (!json.is_object()) refuse("'" + kind + "' must be an object");
  }

  template <typename Value>
  void read(const char* name, Value& value, bool is_required = false) {
    const auto found = json_.find(name);
    if (found == json_.end()) {
      if (is_required) refuse("'" + kind_ + "' needs the member '" + name + "'");
      return;
    }
    ++known_;
    try {
      value = found->template get<Value>();
    } catch (const Json::exception&) {
      refuse("'" + kind_ + "': the member '" + name + "' has a value of the wrong type");
    }
  }
  void read(const char* name, std::optional<double>& value) {
    double number = 0.0;
    if (json_.find(name) == json_.end()) return;
    read(name, number);
    value = number;
  }
  void read(const char* name, std::vector<Query>& clauses);

  void finish() const {
    if (json_.size() != known_) refuse("'" + kind_ + "' has a member that is not known");
  }

 private:
  const Json& json_;
  const std::string& kind_;
  std::size_t known_ = 0;
};

Query read_node(const Json& json);

void Members::read(const char* name, std::vector<Query>& clauses) {
  const auto found = json_.find(name);
  if (found == json_.end()) return;
  ++known_;
  if (!found->is_array()) refuse("'" + kind_ + "': the member '" + name + "' must be a list");
  for (const auto& clause : *found) clauses.push_back(read_node(clause));
}

template <typename Leaf>
Leaf read_text(Members& members) {
  Leaf leaf;
  members.read("field", leaf.field);
  members.read("text", leaf.text, /*is_required=*/true);
  return leaf;
}

NearQuery read_near(Members& members) {
  NearQuery near;
  members.read("field", near.field);
  members.read("words", near.words, /*is_required=*/true);
  members.read("distance", near.distance);
  if (near.distance < 1 || near.distance > NearQuery::kMaxDistance) {
    refuse("'near': the distance is " + std::to_string(near.distance) + ", must be in [1, " +
           std::to_string(NearQuery::kMaxDistance) + "]");
  }
  return near;
}

Query read_kind(const std::string& kind, const Json& json) {
  Query query;
  Members members(json, kind);
  if (kind == "bool") {
    BooleanQuery group;
    members.read("must", group.must);
    members.read("should", group.should);
    members.read("must_not", group.must_not);
    members.read("filter", group.filter);
    query.node = std::move(group);
  } else if (kind == "word") {
    query.node = read_text<WordQuery>(members);
  } else if (kind == "phrase") {
    query.node = read_text<PhraseQuery>(members);
  } else if (kind == "prefix") {
    query.node = read_text<PrefixQuery>(members);
  } else if (kind == "near") {
    query.node = read_near(members);
  } else if (kind == "keyword") {
    KeywordQuery keyword;
    members.read("field", keyword.field, /*is_required=*/true);
    members.read("any_of", keyword.any_of, /*is_required=*/true);
    query.node = std::move(keyword);
  } else if (kind == "range") {
    RangeQuery range;
    members.read("field", range.field, /*is_required=*/true);
    members.read("low", range.low);
    members.read("high", range.high);
    members.read("written", range.written);
    query.node = std::move(range);
  } else {
    refuse("'" + kind + "' is none of bool, word, phrase, prefix, near, keyword, range");
  }
  members.finish();
  return query;
}

Query read_node(const Json& json) {
  if (!json.is_object()) refuse("a node must be an object");
  const auto boost = json.find("boost");
  if (json.size() != (boost == json.end() ? 1u : 2u)) refuse("a node has one kind, and a boost at most");
  auto kind = json.begin();
  if (kind == boost) ++kind;
  Query query = read_kind(kind.key(), kind.value());
  if (boost == json.end()) return query;
  query.boost = boost->is_number() ? boost->get<double>() : 0.0;
  if (!(query.boost >= Query::kMinBoost && query.boost <= Query::kMaxBoost)) {
    refuse("a boost is " + boost->dump() + ", must be in [0.001, 1000]");
  }
  return query;
}

}  // namespace

std::string query_to_json(const Query& query) {
  return to_json(query).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Query query_from_json(std::string_view json) {
  const auto within_depth = [](int depth, Json::parse_event_t, Json&) {
    if (depth > kMaxJsonDepth) refuse("is nested too deeply");
    return true;
  };
  const Json parsed = Json::parse(json, within_depth, /*allow_exceptions=*/false);
  if (parsed.is_discarded()) refuse("is not JSON");
  return read_node(parsed);
}

}  // namespace kbsearch
