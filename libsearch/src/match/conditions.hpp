// Compiles the tree of a query into what a document must meet; which words score, and how much, is the planner's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/tokenizer.hpp"
#include "kbsearch/query.hpp"
#include "match/clauses.hpp"
#include "match/plan.hpp"
#include "match/planner.hpp"
#include "match/query_tokens.hpp"

namespace kbsearch::match {

class ConditionCompiler {
 public:
  // Over all wildcards of one query.
  static constexpr std::size_t kMaxTermsOfWildcards = 4'096;
  static constexpr std::size_t kMaxTermsScanned = 500'000;

  /// All must outlive it. `other_languages` are those beside the schema's default; `max_expansions` are the terms that
  /// one wildcard may stand for.
  ConditionCompiler(Planner& planner, const Schema& schema, const TermStatistics& statistics,
                    const std::vector<std::string>& other_languages, std::size_t max_expansions);

  /// From now on, a word with this stem (in the schema's default language) is met by `way`, too, which must outlive
  /// this: wherever the word is asked as such, in a field or not, but not in quotes.
  void let_stand_for(const std::string& stem, const OtherWay& way) { ways_[stem].push_back(&way); }

  /// What `query` asks of a document; nothing, if it has only punctuation to say.
  std::optional<Condition> compile(const Query& query);
  /// The same, of a filter or what is excluded: words are these words alone.
  std::optional<Condition> compile_as_typed(const Query& query);
  /// That one of `alternatives` holds; nothing, if all are punctuation.
  std::optional<Condition> any_of(const std::vector<Query>& alternatives);

  /// Warnings of what was compiled so far.
  std::vector<Warning> take_warnings() { return std::move(warnings_); }
  /// The words of texts that the wildcards compiled so far stand for.
  std::vector<WildcardWords> take_wildcards() { return std::move(wildcards_); }

  /// The tokens of a text, but for the parts of names: who asks for OpenAI does not ask for "open".
  std::vector<QueryToken> tokens_of(std::string_view text);
  /// These parts, joined by spaces.
  std::string parts_of_name(const QueryToken& token);
  /// The forms of a token, for each language in which its stem is its own: as it was typed, without accents, and with
  /// those with which the index knows it.
  std::vector<WordForm> forms_of(const QueryToken& token);
  /// Adds an exact form of the index as token streams have it: by itself, and within names that have it.
  void add_exact_word(const std::string& exact, std::vector<StreamWord>& words);

 private:
  std::optional<Condition> compile_node(const BooleanQuery& group, std::size_t at);
  std::optional<Condition> compile_node(const WordQuery& leaf, std::size_t at);
  std::optional<Condition> compile_node(const PhraseQuery& leaf, std::size_t at);
  std::optional<Condition> compile_node(const NearQuery& leaf, std::size_t at);
  std::optional<Condition> compile_node(const PrefixQuery& leaf, std::size_t at);
  std::optional<Condition> compile_node(const KeywordQuery& leaf, std::size_t at);
  std::optional<Condition> compile_node(const RangeQuery& leaf, std::size_t at);

  template <typename Needs>
  std::optional<Condition> as_typed_or_joined(const std::vector<QueryToken>& tokens, Needs needs);
  std::vector<std::string> writings_of(const analysis::TermForms& forms) const;
  std::optional<Condition> beside_names(const std::vector<WordForm>& forms) const;
  Condition as_version(Condition number, const QueryToken& token, std::size_t field);
  std::string in_terms(const std::string& language) const;
  Condition any_stem(const QueryToken& token, std::size_t field);
  Condition any_stem(const std::vector<WordForm>& forms, std::size_t field) const;
  Condition having(const QueryToken& token, std::size_t field);
  Condition saying(const OtherWay& way, std::size_t field) const;
  Condition in_field(const StreamWord& word, std::size_t field) const;
  Condition any_with_prefix(const QueryToken& token, std::size_t field, const PrefixQuery& leaf, std::size_t at);
  std::vector<std::string> expand(const std::string& term_prefix, const PrefixQuery& leaf, std::size_t at);
  void add_named_by(const std::string& record_id, std::size_t field, Condition& any) const;
  std::size_t number_of(const std::string& field) const;
  bool is_in_streams(std::size_t field) const;
  std::size_t field_with_terms(std::size_t field) const;

  Planner& planner_;
  const Schema& schema_;
  const TermStatistics& statistics_;
  const std::vector<std::string>& other_languages_;
  std::size_t max_expansions_;
  bool stems_by_accents_;  ///< In one of the languages.
  std::vector<Warning> warnings_;
  std::vector<WildcardWords> wildcards_;
  std::vector<analysis::TokenSpan> spans_;
  std::unordered_map<std::string, std::vector<const OtherWay*>> ways_;  ///< By stem.
  bool takes_other_ways_ = true;
  std::size_t terms_left_ = kMaxTermsOfWildcards;
  std::size_t scans_left_ = kMaxTermsScanned;
};

}  // namespace kbsearch::match
