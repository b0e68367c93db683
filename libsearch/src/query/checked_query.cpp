#include "query/checked_query.hpp"

#include <cmath>
#include <utility>

#include "kbsearch/error.hpp"
#include "kbsearch/names.hpp"

namespace kbsearch::query {
namespace {

// The deepest parsed query has 128 brackets, of up to four nodes each (sequence, OR, AND, NOT).
constexpr std::size_t kMaxDepth = 4 * 129;
constexpr std::size_t kMaxConditions = 1'024;
constexpr std::size_t kMaxWords = 65'536;
constexpr std::size_t kMaxBytes = 1u << 20;

[[noreturn]] void refuse(const std::string& what, const std::string& subject = {}) {
  throw Error(ErrorCode::kInvalidArgument, "the query " + what, subject);
}

class Checker {
 public:
  explicit Checker(const Schema& schema) : schema_(schema) {}

  void check(Query& query) {
    if (!(query.boost >= Query::kMinBoost && query.boost <= Query::kMaxBoost)) {
      refuse("has a boost that is not in [0.001, 1000]", "boost");
    }
    std::visit([&](auto& node) { check_node(node); }, query.node);
  }

 private:
  void check_node(BooleanQuery& group) {
    for (auto* list : {&group.must, &group.should, &group.must_not, &group.filter}) {
      for (auto& clause : *list) check(clause);
    }
  }
  void check_node(WordQuery& word) {
    if (++words_ > kMaxWords) refuse("has more than " + std::to_string(kMaxWords) + " words");
    take(word.text);
    name_text_field(word.field);
  }
  void check_node(PhraseQuery& phrase) {
    count();
    take(phrase.text);
    name_text_field(phrase.field);
  }
  void check_node(NearQuery& near) {
    count(near.words.size());
    for (const auto& word : near.words) take(word);
    if (near.words.size() < 2) refuse("has a NEAR of fewer than two words");
    if (near.distance < 1 || near.distance > NearQuery::kMaxDistance) {
      refuse("has a NEAR whose distance is " + std::to_string(near.distance) + ", must be in [1, " +
                 std::to_string(NearQuery::kMaxDistance) + "]",
             "distance");
    }
    name_text_field(near.field);
  }
  void check_node(PrefixQuery& prefix) {
    count();
    take(prefix.text);
    if (prefix.text.size() < PrefixQuery::kMinCharacters) {
      refuse("has a beginning of a word of fewer than two characters", prefix.field);
    }
    if (prefix.field.empty()) return;
    const auto& field = named(prefix.field);
    if (field.kind != FieldKind::kText && field.kind != FieldKind::kKeyword) refuse_kind(field, "text or keywords");
  }
  void check_node(KeywordQuery& keyword) {
    count(keyword.any_of.size());
    for (const auto& value : keyword.any_of) take(value);
    if (keyword.any_of.empty()) refuse("asks '" + keyword.field + "' for no value", keyword.field);
    if (keyword.field == "id" && schema_.find("id") == Schema::kNoField) return;
    if (keyword.field == "has" && schema_.find("has") == Schema::kNoField) {
      for (auto& name : keyword.any_of) named(name);
      return;
    }
    const auto& field = named(keyword.field);
    if (field.kind != FieldKind::kKeyword) refuse_kind(field, "keywords");
  }
  void check_node(RangeQuery& range) {
    count();
    const auto& field = named(range.field);
    if (field.kind != FieldKind::kNumber && field.kind != FieldKind::kDate) refuse_kind(field, "a number or a date");
    if (!range.low && !range.high) refuse("gives '" + field.name + "' no bound", field.name);
    for (const auto& bound : {range.low, range.high}) {
      if (bound && !std::isfinite(*bound)) refuse("gives '" + field.name + "' a bound that is no number", field.name);
    }
  }

  void count(std::size_t conditions = 1) {
    conditions_ += conditions;
    if (conditions_ > kMaxConditions) refuse("has more than " + std::to_string(kMaxConditions) + " conditions");
  }
  void take(const std::string& text) {
    bytes_ += text.size();
    if (bytes_ > kMaxBytes) refuse("has more than " + std::to_string(kMaxBytes) + " bytes of text");
  }

  /// The field that is called so; `name` becomes its own.
  const Field& named(std::string& name) const {
    const auto found = schema_.find(name);
    if (found == Schema::kNoField) {
      std::vector<std::string> names;
      for (const auto& field : schema_.fields()) names.push_back(field.name);
      refuse("asks for the field '" + name + "', which there is not" + did_you_mean(name, names), name);
    }
    const auto& field = schema_.fields()[found];
    name = field.name;
    return field;
  }
  void name_text_field(std::string& name) const {
    if (name.empty()) return;
    const auto& field = named(name);
    if (field.kind != FieldKind::kText) refuse_kind(field, "text");
  }
  [[noreturn]] static void refuse_kind(const Field& field, const std::string& wanted) {
    refuse(
        "asks the field '" + field.name + "' as " + wanted + ", but its kind is " + std::string(to_string(field.kind)),
        field.name);
  }

  const Schema& schema_;
  std::size_t words_ = 0;
  std::size_t conditions_ = 0;
  std::size_t bytes_ = 0;
};

/// Before anything follows the nesting without a bound, copying included.
void check_depth(const Query& query, std::size_t depth) {
  if (depth > kMaxDepth) refuse("is nested too deeply");
  const auto* group = std::get_if<BooleanQuery>(&query.node);
  if (group == nullptr) return;
  for (const auto* list : {&group->must, &group->should, &group->must_not, &group->filter}) {
    for (const auto& clause : *list) check_depth(clause, depth + 1);
  }
}

/// Where a leaf stands that is all of a query, as the parser has it.
BooleanQuery around(Query leaf) {
  BooleanQuery root;
  const auto* word = std::get_if<WordQuery>(&leaf.node);
  const bool filters = std::holds_alternative<KeywordQuery>(leaf.node) || std::holds_alternative<RangeQuery>(leaf.node);
  if (word != nullptr && word->field.empty()) {
    root.should.push_back(std::move(leaf));
  } else {
    (filters ? root.filter : root.must).push_back(std::move(leaf));
  }
  return root;
}

}  // namespace

Query checked(const Query& query, const Schema& schema) {
  check_depth(query, 0);
  Query copy;
  const auto* root = std::get_if<BooleanQuery>(&query.node);
  if (root != nullptr && query.boost == 1.0) {
    copy = query;
  } else {
    copy.node = around(query);
  }
  Checker(schema).check(copy);
  return copy;
}

}  // namespace kbsearch::query
