// The typed accessors of how a query was understood, why little was found, and what could be typed next.
#include "accessors.hpp"

using namespace kbsearch::c;  // of the bodies of what C calls

namespace {

const kbsearch::ClauseEffect& clause_of(const kbs_results* results, size_t i) {
  static const kbsearch::ClauseEffect none;
  const auto& clauses = of(results).clauses;
  return i < clauses.size() ? clauses[i] : none;
}

const kbsearch::Relaxation& relaxation_of(const kbs_results* results) {
  static const kbsearch::Relaxation none;
  const auto& relaxation = of(results).relaxation;
  return relaxation ? *relaxation : none;
}

int32_t kind_of(kbsearch::ExpansionReason::Kind kind) {
  switch (kind) {
    case kbsearch::ExpansionReason::Kind::kSynonym:
      return KBS_EXPANSION_SYNONYM;
    case kbsearch::ExpansionReason::Kind::kAlias:
      return KBS_EXPANSION_ALIAS;
    case kbsearch::ExpansionReason::Kind::kAcronym:
      return KBS_EXPANSION_ACRONYM;
    case kbsearch::ExpansionReason::Kind::kWrittenOtherwise:
      return KBS_EXPANSION_WRITTEN_OTHERWISE;
    case kbsearch::ExpansionReason::Kind::kWrittenAsOne:
      return KBS_EXPANSION_WRITTEN_AS_ONE;
    case kbsearch::ExpansionReason::Kind::kWrittenApart:
      return KBS_EXPANSION_WRITTEN_APART;
    case kbsearch::ExpansionReason::Kind::kItsParts:
      return KBS_EXPANSION_ITS_PARTS;
    case kbsearch::ExpansionReason::Kind::kPartOfCompound:
      return KBS_EXPANSION_PART_OF_COMPOUND;
    case kbsearch::ExpansionReason::Kind::kOtherKana:
      return KBS_EXPANSION_OTHER_KANA;
    case kbsearch::ExpansionReason::Kind::kShortVowel:
      return KBS_EXPANSION_SHORT_VOWEL;
    case kbsearch::ExpansionReason::Kind::kBeingTyped:
      return KBS_EXPANSION_BEING_TYPED;
  }
  return KBS_EXPANSION_SYNONYM;
}

}  // namespace

size_t kbs_results_expansion_count(const kbs_results* results) { return of(results).expansions.size(); }
kbs_text kbs_results_expansion_words(const kbs_results* results, size_t i) {
  return text_at(of(results).expansions, i, &kbsearch::Expansion::words);
}
kbs_text kbs_results_expansion_text(const kbs_results* results, size_t i) {
  return text_at(of(results).expansions, i, &kbsearch::Expansion::text);
}
kbs_text kbs_results_expansion_reason(const kbs_results* results, size_t i) {
  return results == nullptr ? no_text() : text_at(results->reasons, i);
}
int32_t kbs_results_expansion_kind(const kbs_results* results, size_t i) {
  return kind_of(number_at(of(results).expansions, i, &kbsearch::Expansion::reason).kind);
}
uint64_t kbs_results_expansion_records(const kbs_results* results, size_t i) {
  return number_at(of(results).expansions, i, &kbsearch::Expansion::reason).records;
}

size_t kbs_results_dropped_word_count(const kbs_results* results) { return relaxation_of(results).dropped.size(); }
kbs_text kbs_results_dropped_word(const kbs_results* results, size_t i) {
  return text_at(relaxation_of(results).dropped, i);
}
bool kbs_results_relaxed_total(const kbs_results* results, uint64_t* total) {
  if (total != nullptr) *total = relaxation_of(results).total;
  return of(results).relaxation.has_value();
}

bool kbs_results_total_without_filter(const kbs_results* results, uint64_t* total) {
  return number(of(results).total_without_filter, total);
}
size_t kbs_results_clause_count(const kbs_results* results) { return of(results).clauses.size(); }
kbs_text kbs_results_clause(const kbs_results* results, size_t i) { return text_of(clause_of(results, i).clause); }
uint64_t kbs_results_clause_records(const kbs_results* results, size_t i) { return clause_of(results, i).doc_count; }
uint64_t kbs_results_clause_total_without(const kbs_results* results, size_t i) {
  return clause_of(results, i).total_without;
}
size_t kbs_results_clause_value_count(const kbs_results* results, size_t i) {
  return clause_of(results, i).nearest_values.size();
}
kbs_text kbs_results_clause_value(const kbs_results* results, size_t i, size_t value) {
  return text_at(clause_of(results, i).nearest_values, value);
}

size_t kbs_results_related_tag_count(const kbs_results* results) { return of(results).related_tags.size(); }
kbs_text kbs_results_related_tag(const kbs_results* results, size_t i) {
  return text_at(of(results).related_tags, i, &kbsearch::RelatedTag::value);
}
kbs_text kbs_results_related_tag_label(const kbs_results* results, size_t i) {
  return text_at(of(results).related_tags, i, &kbsearch::RelatedTag::label);
}
uint64_t kbs_results_related_tag_matches(const kbs_results* results, size_t i) {
  return number_at(of(results).related_tags, i, &kbsearch::RelatedTag::count);
}
uint64_t kbs_results_related_tag_records(const kbs_results* results, size_t i) {
  return number_at(of(results).related_tags, i, &kbsearch::RelatedTag::doc_count);
}

bool kbs_results_groups(const kbs_results* results, uint64_t* groups) { return number(of(results).groups, groups); }

size_t kbs_suggestions_count(const kbs_suggestions* suggestions) {
  return suggestions == nullptr ? 0 : suggestions->list.size();
}
int32_t kbs_suggestions_kind(const kbs_suggestions* suggestions, size_t i) {
  if (i >= kbs_suggestions_count(suggestions)) return 0;
  switch (suggestions->list[i].kind) {
    case kbsearch::Suggestion::Kind::kTitle:
      return KBS_SUGGESTION_TITLE;
    case kbsearch::Suggestion::Kind::kAlias:
      return KBS_SUGGESTION_ALIAS;
    case kbsearch::Suggestion::Kind::kTag:
      return KBS_SUGGESTION_TAG;
    case kbsearch::Suggestion::Kind::kWord:
      return KBS_SUGGESTION_WORD;
  }
  return 0;
}
kbs_text kbs_suggestions_text(const kbs_suggestions* suggestions, size_t i) {
  return suggestions == nullptr ? no_text() : text_at(suggestions->list, i, &kbsearch::Suggestion::text);
}
kbs_text kbs_suggestions_record_id(const kbs_suggestions* suggestions, size_t i) {
  return suggestions == nullptr ? no_text() : text_at(suggestions->list, i, &kbsearch::Suggestion::record_id);
}
uint64_t kbs_suggestions_records(const kbs_suggestions* suggestions, size_t i) {
  return suggestions == nullptr ? 0 : number_at(suggestions->list, i, &kbsearch::Suggestion::doc_count);
}
