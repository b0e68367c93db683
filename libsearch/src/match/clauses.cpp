#include "match/clauses.hpp"

#include <algorithm>

namespace kbsearch::match {
namespace {

/// Adds the scoring texts below `query`. As deep as the parser lets trees be.
void collect(const Query& query, double boost, std::vector<ScoringText>& texts) {
  boost *= query.boost;
  if (const auto* group = std::get_if<BooleanQuery>(&query.node)) {
    for (const auto* list : {&group->must, &group->should}) {
      for (const auto& clause : *list) collect(clause, boost, texts);
    }
  } else if (const auto* word = std::get_if<WordQuery>(&query.node)) {
    texts.push_back({word->text, boost, query.at});
  } else if (const auto* phrase = std::get_if<PhraseQuery>(&query.node)) {
    texts.push_back({phrase->text, boost, query.at, true});
  } else if (const auto* near = std::get_if<NearQuery>(&query.node)) {
    for (const auto& text : near->words) texts.push_back({text, boost, query.at, true});
  }
}

}  // namespace

std::vector<ScoringText> scoring_texts(const Query& query) {
  std::vector<ScoringText> texts;
  collect(query, 1.0, texts);
  std::stable_sort(texts.begin(), texts.end(), [](const ScoringText& a, const ScoringText& b) { return a.at < b.at; });
  return texts;
}

bool only_ranks(const Query& query) {
  if (const auto* word = std::get_if<WordQuery>(&query.node)) return word->field.empty();
  const auto* group = std::get_if<BooleanQuery>(&query.node);
  return group != nullptr && group->must.empty() && group->must_not.empty() && group->filter.empty() &&
         std::all_of(group->should.begin(), group->should.end(), only_ranks);
}

bool filters_only(const Query& query, const Schema& schema) {
  if (std::holds_alternative<KeywordQuery>(query.node) || std::holds_alternative<RangeQuery>(query.node)) return true;
  if (const auto* prefix = std::get_if<PrefixQuery>(&query.node)) {
    if (prefix->field.empty()) return false;
    const auto field = schema.find(prefix->field);
    return field == Schema::kNoField || schema.fields()[field].kind == FieldKind::kKeyword;  // no field: the id
  }
  const auto* group = std::get_if<BooleanQuery>(&query.node);
  if (group == nullptr) return false;
  for (const auto* list : {&group->must, &group->should, &group->must_not, &group->filter}) {
    for (const auto& clause : *list) {
      if (!filters_only(clause, schema)) return false;
    }
  }
  return true;
}

bool needs_one_of_should(const BooleanQuery& group, const Schema& schema) {
  return !group.should.empty() && std::all_of(group.must.begin(), group.must.end(),
                                              [&](const Query& clause) { return filters_only(clause, schema); });
}

std::size_t filtered_field(const Query& query, const Schema& schema) {
  if (!filters_only(query, schema)) return Schema::kNoField;
  if (const auto* keyword = std::get_if<KeywordQuery>(&query.node)) return schema.find(keyword->field);
  if (const auto* range = std::get_if<RangeQuery>(&query.node)) return schema.find(range->field);
  if (const auto* prefix = std::get_if<PrefixQuery>(&query.node)) return schema.find(prefix->field);
  const auto& group = std::get<BooleanQuery>(query.node);
  std::size_t common = Schema::kNoField;
  for (const auto* list : {&group.must, &group.should, &group.must_not, &group.filter}) {
    for (const auto& clause : *list) {
      const auto field = filtered_field(clause, schema);
      if (field == Schema::kNoField || (common != Schema::kNoField && field != common)) return Schema::kNoField;
      common = field;
    }
  }
  return common;
}

}  // namespace kbsearch::match
