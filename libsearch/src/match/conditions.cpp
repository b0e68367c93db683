#include "match/conditions.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "analysis/keyword.hpp"
#include "analysis/spelling.hpp"
#include "kbsearch/record.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

using Kind = Condition::Kind;

std::optional<Condition> unless_empty(Condition all) {
  if (all.children.empty() && all.excluded.empty()) return std::nullopt;
  return all;
}

}  // namespace

ConditionCompiler::ConditionCompiler(Planner& planner, const Schema& schema, const TermStatistics& statistics,
                                     const std::vector<std::string>& other_languages, std::size_t max_expansions)
    : planner_(planner),
      schema_(schema),
      statistics_(statistics),
      other_languages_(other_languages),
      max_expansions_(max_expansions),
      stems_by_accents_(analysis::stems_by_accents(schema.default_language()) ||
                        std::any_of(other_languages.begin(), other_languages.end(), analysis::stems_by_accents)) {}

std::vector<QueryToken> ConditionCompiler::tokens_of(std::string_view text) {
  spans_.clear();
  analysis::tokenize(text, 0, spans_);
  std::vector<QueryToken> tokens;
  for (const auto& span : spans_) {
    if (span.kind != TokenKind::kPart) tokens.push_back({text.substr(span.begin, span.end - span.begin), span.kind});
  }
  return tokens;
}

std::string ConditionCompiler::parts_of_name(const QueryToken& token) {
  spans_.clear();
  analysis::tokenize(token.written, 0, spans_);
  std::string parts;
  for (const auto& span : spans_) {
    if (span.kind != TokenKind::kPart) continue;
    parts.append(parts.empty() ? "" : " ").append(token.written.substr(span.begin, span.end - span.begin));
  }
  return parts;
}

/// How the index writes a language: the default one needs no name.
std::string ConditionCompiler::in_terms(const std::string& language) const {
  return language == schema_.default_language() ? std::string() : language;
}

std::vector<std::string> ConditionCompiler::writings_of(const analysis::TermForms& forms) const {
  std::vector<std::string> writings;
  if (!stems_by_accents_ || !forms.is_stemmed) return writings;
  writings = statistics_.accented(forms.exact);
  if (!writings.empty() || !forms.accented.empty()) writings.push_back(forms.exact);
  return writings;
}

std::vector<WordForm> ConditionCompiler::forms_of(const QueryToken& token) {
  std::vector<WordForm> forms;
  const auto as_typed = planner_.former(schema_.default_language()).forms(token.written, token.kind);
  const auto writings = writings_of(as_typed);
  const auto add = [&](const std::string& language) {
    const auto first = forms.size();
    const auto add_stem_of = [&](std::string_view written, TokenKind kind) {
      const auto& found = planner_.former(language).forms(written, kind);
      const auto is_same = [&](const WordForm& form) { return form.stem == found.stem; };
      if (std::any_of(forms.begin() + static_cast<std::ptrdiff_t>(first), forms.end(), is_same)) return;
      forms.push_back({language, found.stem, found.stem_hash, store::stem_term(in_terms(language), found.stem)});
    };
    add_stem_of(token.written, token.kind);
    if (!analysis::stems_by_accents(language)) return;
    for (const auto& written : writings) add_stem_of(written, TokenKind::kWord);
  };
  add(schema_.default_language());
  if (!as_typed.is_stemmed) return forms;
  for (const auto& language : other_languages_) add(language);
  return forms;
}

void ConditionCompiler::add_exact_word(const std::string& exact, std::vector<StreamWord>& words) {
  const auto exact_hash = planner_.former(schema_.default_language()).forms(exact, TokenKind::kWord).exact_hash;
  words.push_back({forms_of({exact, TokenKind::kWord}), exact_hash});
  if (!beside_names(words.back().forms)) return;
  words.push_back({words.back().forms, analysis::hash_within_name(exact_hash)});
}

/// That a word stands somewhere by itself; nothing, if it stands within no name.
std::optional<Condition> ConditionCompiler::beside_names(const std::vector<WordForm>& forms) const {
  Condition any;
  bool is_in_names = false;
  for (const auto& form : forms) {
    any.terms.push_back(form.term);
    is_in_names = is_in_names || statistics_.doc_freq(store::part_term(form.term)) > 0;
  }
  if (!is_in_names) return std::nullopt;
  return any;
}

/// Requires a token, in a field if one is given, by its terms.
Condition ConditionCompiler::any_stem(const QueryToken& token, std::size_t field) {
  return any_stem(forms_of(token), field);
}

Condition ConditionCompiler::any_stem(const std::vector<WordForm>& forms, std::size_t field) const {
  Condition any;
  for (const auto& form : forms) {
    if (field != Schema::kNoField) {
      any.terms.push_back(store::field_stem_term(field, in_terms(form.language), form.stem));
    } else {
      any.terms.push_back(form.term);
      any.terms.push_back(store::part_term(form.term));
    }
  }
  return any;
}

std::size_t ConditionCompiler::number_of(const std::string& field) const {
  return field.empty() ? Schema::kNoField : schema_.find(field);
}
bool ConditionCompiler::is_in_streams(std::size_t field) const {
  return field != Schema::kNoField && schema_.fields()[field].positions;
}
std::size_t ConditionCompiler::field_with_terms(std::size_t field) const {
  const bool has = field != Schema::kNoField && store::has_field_terms(schema_.fields()[field]);
  return has ? field : Schema::kNoField;
}

std::optional<Condition> ConditionCompiler::compile(const Query& query) {
  return std::visit([&](const auto& node) { return compile_node(node, query.at); }, query.node);
}

std::optional<Condition> ConditionCompiler::compile_as_typed(const Query& query) {
  const bool outer = std::exchange(takes_other_ways_, false);
  auto condition = compile(query);
  takes_other_ways_ = outer;
  return condition;
}

std::optional<Condition> ConditionCompiler::any_of(const std::vector<Query>& alternatives) {
  Condition any{.kind = Kind::kAnyOf};
  for (const auto& alternative : alternatives) {
    if (auto condition = compile(alternative)) any.children.push_back(std::move(*condition));
  }
  if (any.children.empty()) return std::nullopt;
  return any;
}

std::optional<Condition> ConditionCompiler::compile_node(const BooleanQuery& group, std::size_t) {
  if (group.empty()) return Condition{.kind = Kind::kNothing};
  Condition all{.kind = Kind::kAllOf};
  for (const auto& clause : group.must) {
    if (auto condition = compile(clause)) all.children.push_back(std::move(*condition));
  }
  for (const auto& clause : group.filter) {
    if (auto condition = compile_as_typed(clause)) all.children.push_back(std::move(*condition));
  }
  for (const auto& clause : group.must_not) {
    if (auto condition = compile_as_typed(clause)) all.excluded.push_back(std::move(*condition));
  }
  if (needs_one_of_should(group, schema_)) {
    if (auto any = any_of(group.should)) all.children.push_back(std::move(*any));
  }
  return unless_empty(std::move(all));
}

/// Requires one form of a word, in a field if one is given.
Condition ConditionCompiler::in_field(const StreamWord& word, std::size_t field) const {
  Condition any = any_stem(word.forms, field_with_terms(field));
  if (!is_in_streams(field)) return any;
  Condition all{.kind = Kind::kAllOf};
  all.children.push_back(std::move(any));
  all.children.push_back({.kind = Kind::kInField, .words = {word}, .field = field});
  return all;
}

/// Requires what another way to say words says, in a field if one is given.
Condition ConditionCompiler::saying(const OtherWay& way, std::size_t field) const {
  if (field == Schema::kNoField) {
    Condition said = way.condition;
    for (const auto& term : way.terms) said.terms.push_back(term.term);
    return said;
  }
  Condition said{.kind = way.needs == OtherWay::Words::kAny ? Kind::kAnyOf : Kind::kAllOf};
  for (const auto& word : way.words) said.children.push_back(in_field(word, field));
  if (way.needs == OtherWay::Words::kInOrder && way.words.size() > 1 && is_in_streams(field)) {
    said.children.push_back({.kind = Kind::kInOrder, .words = way.words, .field = field});
  }
  return said;
}

/// Requires a word, or that it is said otherwise, in a field if one is given.
Condition ConditionCompiler::having(const QueryToken& token, std::size_t field) {
  StreamWord word{forms_of(token), std::nullopt};
  Condition own = in_field(word, field);
  const auto ways = ways_.find(word.forms.front().stem);
  if (ways == ways_.end() || !takes_other_ways_) return own;
  Condition any{.kind = Kind::kAnyOf};
  any.children.push_back(std::move(own));
  for (const auto* way : ways->second) any.children.push_back(saying(*way, field));
  return any;
}

/// That the words are there as they were typed, or joined writings as the one word that they are, too: +on-line is met
/// by "online". `needs` tells what is asked of some words.
template <typename Needs>
std::optional<Condition> ConditionCompiler::as_typed_or_joined(const std::vector<QueryToken>& tokens, Needs needs) {
  auto parts = unless_empty(needs(counted(tokens)));
  const auto whole = joined(tokens);
  if (!parts || whole.empty()) return parts;
  Condition any{.kind = Kind::kAnyOf};
  any.children.push_back(std::move(*parts));
  any.children.push_back(needs(whole));
  return any;
}

std::optional<Condition> ConditionCompiler::compile_node(const WordQuery& leaf, std::size_t) {
  const auto field = number_of(leaf.field);
  return as_typed_or_joined(tokens_of(leaf.text), [&](const std::vector<QueryToken>& tokens) {
    Condition all{.kind = Kind::kAllOf};
    for (const auto& token : tokens) all.children.push_back(as_version(having(token, field), token, field));
    return all;
  });
}

std::optional<Condition> ConditionCompiler::compile_node(const PhraseQuery& leaf, std::size_t) {
  const auto field = number_of(leaf.field);
  return as_typed_or_joined(tokens_of(leaf.text), [&](const std::vector<QueryToken>& tokens) {
    Condition all{.kind = Kind::kAllOf};
    Condition in_order{.kind = Kind::kInOrder, .field = field};
    for (const auto& token : tokens) {
      const auto& forms = planner_.former(schema_.default_language()).forms(token.written, token.kind);
      all.children.push_back({.terms = {forms.exact}});
      const auto exact_hash = forms.exact_hash;
      if (auto by_itself = beside_names(forms_of(token))) all.children.push_back(std::move(*by_itself));
      if (field_with_terms(field) != Schema::kNoField) all.children.push_back(any_stem(token, field));
      in_order.words.push_back({forms_of(token), exact_hash});
    }
    // A field that is kept without positions has the words, in any order: more cannot be told.
    const bool streamed = field == Schema::kNoField || is_in_streams(field);
    if (streamed && !in_order.words.empty()) all.children.push_back(std::move(in_order));
    return tokens.size() == 1 ? as_version(std::move(all), tokens.front(), field) : all;
  });
}

std::optional<Condition> ConditionCompiler::compile_node(const NearQuery& leaf, std::size_t) {
  const auto field = number_of(leaf.field);
  std::vector<QueryToken> asked;
  for (const auto& text : leaf.words) {
    for (const auto& token : tokens_of(text)) asked.push_back(token);
  }
  return as_typed_or_joined(asked, [&](const std::vector<QueryToken>& tokens) {
    Condition all{.kind = Kind::kAllOf};
    Condition near{.kind = Kind::kNear, .field = field, .distance = static_cast<std::uint32_t>(leaf.distance)};
    for (const auto& token : tokens) {
      all.children.push_back(any_stem(token, field_with_terms(field)));
      near.words.push_back({forms_of(token), std::nullopt});
    }
    const bool streamed = field == Schema::kNoField || is_in_streams(field);
    if (streamed && !near.words.empty()) all.children.push_back(std::move(near));
    return all;
  });
}

std::optional<Condition> ConditionCompiler::compile_node(const PrefixQuery& leaf, std::size_t at) {
  const auto field = number_of(leaf.field);
  const bool is_id = field == Schema::kNoField && !leaf.field.empty();
  if (is_id) return Condition{.terms = expand(store::id_term(leaf.text), leaf, at)};
  if (field != Schema::kNoField && schema_.fields()[field].kind == FieldKind::kKeyword) {
    Condition any{.terms = expand(store::keyword_term(field, analysis::fold_keyword(leaf.text)), leaf, at)};
    if (schema_.fields()[field].inverse_of.empty()) return any;
    for (const auto& term : expand(store::id_term(leaf.text), leaf, at)) add_named_by(store::id_of(term), field, any);
    return any;
  }
  std::vector<QueryToken> words;
  auto tokens = tokens_of(leaf.text);
  // A joined writing that is the whole prefix (gpt-4*) is one word of the index; otherwise its last part is cut short.
  if (!tokens.empty() && tokens.front().kind == TokenKind::kBlend &&
      tokens.front().written.size() == leaf.text.size()) {
    tokens.resize(1);
  } else {
    std::erase_if(tokens, [](const QueryToken& token) { return !analysis::counts_in_length(token.kind); });
  }
  if (tokens.empty()) return std::nullopt;
  Condition all{.kind = Kind::kAllOf};
  all.children.push_back(any_with_prefix(tokens.back(), field, leaf, at));
  tokens.pop_back();
  for (const auto& token : tokens) {
    all.children.push_back(any_stem(token, field_with_terms(field)));
    if (is_in_streams(field)) {
      all.children.push_back({.kind = Kind::kInOrder, .words = {{forms_of(token), std::nullopt}}, .field = field});
    }
  }
  return all;
}

/// Requires a word that begins with `token`: by its exact form, or, in a field, also by the stem of one.
Condition ConditionCompiler::any_with_prefix(const QueryToken& token, std::size_t field, const PrefixQuery& leaf,
                                             std::size_t at) {
  const auto exact = planner_.former(schema_.default_language()).forms(token.written, token.kind).exact;
  Condition any{.terms = expand(exact, leaf, at)};
  WildcardWords shown{{}, field};
  for (const auto& term : any.terms) add_exact_word(term, shown.words);
  wildcards_.push_back(std::move(shown));
  if (field == Schema::kNoField || any.terms.empty()) return any;
  if (!is_in_streams(field)) {
    std::set<std::string> in_field;
    for (const auto& term : any.terms) {
      const auto stems = any_stem({term, TokenKind::kWord}, field).terms;
      in_field.insert(stems.begin(), stems.end());
    }
    any.terms.assign(in_field.begin(), in_field.end());
    return any;
  }
  Condition in_field{.kind = Kind::kInField, .words = wildcards_.back().words, .field = field};
  Condition all{.kind = Kind::kAllOf};
  all.children.push_back(std::move(any));
  all.children.push_back(std::move(in_field));
  return all;
}

std::vector<std::string> ConditionCompiler::expand(const std::string& term_prefix, const PrefixQuery& leaf,
                                                   std::size_t at) {
  const std::size_t limit = std::min(max_expansions_, terms_left_);
  auto expansion = statistics_.expand(term_prefix, limit, scans_left_);
  terms_left_ -= expansion.terms.size();
  scans_left_ -= std::min(scans_left_, expansion.scanned);
  if (expansion.is_cut) {
    warnings_.push_back({at, "'" + leaf.text + "*' stands for more than the " + std::to_string(expansion.terms.size()) +
                                 " words that are taken: the most frequent ones"});
  }
  return std::move(expansion.terms);
}

std::optional<Condition> ConditionCompiler::compile_node(const KeywordQuery& leaf, std::size_t) {
  const auto field = schema_.find(leaf.field);
  Condition any;
  for (const auto& value : leaf.any_of) {
    if (field == Schema::kNoField && leaf.field == "has") {
      const auto asked = schema_.find(value);
      if (asked != Schema::kNoField) any.terms.push_back(store::has_term(asked));
      if (asked == Schema::kNoField && value == "id") any.terms.push_back("");  // the term of all documents
      continue;
    }
    any.terms.push_back(field == Schema::kNoField ? store::id_term(value)
                                                  : store::keyword_term(field, analysis::fold_keyword(value)));
    if (field != Schema::kNoField) add_named_by(value, field, any);
  }
  return any;
}

/// Where `field` is an inverse, adds the records that the one with this id names in the field it inverts.
void ConditionCompiler::add_named_by(const std::string& record_id, std::size_t field, Condition& any) const {
  const auto& inverse_of = schema_.fields()[field].inverse_of;
  if (inverse_of.empty()) return;
  for (const auto& id : statistics_.values_of(record_id, schema_.find(inverse_of))) {
    if (id.size() <= Record::kMaxIdBytes) any.terms.push_back(store::id_term(id));
  }
}

std::optional<Condition> ConditionCompiler::compile_node(const RangeQuery& leaf, std::size_t) {
  const auto field = schema_.find(leaf.field);
  if (field == Schema::kNoField) return Condition{.kind = Kind::kNothing};
  return Condition{.kind = Kind::kRange, .field = field, .low = leaf.low, .high = leaf.high};
}

}  // namespace kbsearch::match
