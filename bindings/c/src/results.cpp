// The typed accessors of hits, and of what is counted and told beside them.
#include "accessors.hpp"

using namespace kbsearch::c;  // of the bodies of what C calls

namespace {

using kbsearch::ByteRange;

const kbsearch::Facet& facet_of(const kbs_results* results, size_t i) {
  static const kbsearch::Facet none;
  const auto& facets = of(results).facets;
  return i < facets.size() ? facets[i] : none;
}

bool mark_at(const std::vector<ByteRange>& marks, size_t i, size_t* begin, size_t* end) {
  const ByteRange mark = i < marks.size() ? marks[i] : ByteRange{};
  if (begin != nullptr) *begin = mark.begin;
  if (end != nullptr) *end = mark.end;
  return i < marks.size();
}

/// Warnings, and after them the notes.
const kbsearch::Warning* warning_of(const kbs_results* results, size_t i) {
  const auto& [warnings, notes] = std::tie(of(results).warnings, of(results).notes);
  if (i < warnings.size()) return &warnings[i];
  return i - warnings.size() < notes.size() ? &notes[i - warnings.size()] : nullptr;
}

}  // namespace

void kbs_results_free(kbs_results* results) { delete results; }

uint64_t kbs_results_total(const kbs_results* results) { return of(results).total.value; }
bool kbs_results_total_is_exact(const kbs_results* results) { return of(results).total.exact; }
uint64_t kbs_results_took_us(const kbs_results* results) { return static_cast<uint64_t>(of(results).took.count()); }
kbs_text kbs_results_next_cursor(const kbs_results* results) { return text_of(of(results).next_cursor); }
kbs_text kbs_results_did_you_mean(const kbs_results* results) { return text_of(of(results).did_you_mean); }

size_t kbs_results_hit_count(const kbs_results* results) { return of(results).hits.size(); }
const kbs_hit* kbs_results_hit(const kbs_results* results, size_t i) {
  const auto& hits = of(results).hits;
  return i < hits.size() ? reinterpret_cast<const kbs_hit*>(&hits[i]) : nullptr;
}

size_t kbs_results_warning_count(const kbs_results* results) {
  return of(results).warnings.size() + of(results).notes.size();
}
kbs_text kbs_results_warning(const kbs_results* results, size_t i) {
  const auto* warning = warning_of(results, i);
  return warning == nullptr ? no_text() : text_of(warning->what);
}
size_t kbs_results_warning_at(const kbs_results* results, size_t i) {
  const auto* warning = warning_of(results, i);
  return warning == nullptr ? 0 : warning->at;
}

size_t kbs_results_unknown_word_count(const kbs_results* results) { return of(results).unknown_words.size(); }
kbs_text kbs_results_unknown_word(const kbs_results* results, size_t i) {
  return text_at(of(results).unknown_words, i);
}

size_t kbs_results_correction_count(const kbs_results* results) { return of(results).corrections.size(); }
kbs_text kbs_results_correction_word(const kbs_results* results, size_t i) {
  return text_at(of(results).corrections, i, &kbsearch::Correction::word);
}
kbs_text kbs_results_correction_meant(const kbs_results* results, size_t i) {
  return text_at(of(results).corrections, i, &kbsearch::Correction::meant);
}
uint64_t kbs_results_correction_records(const kbs_results* results, size_t i) {
  return number_at(of(results).corrections, i, &kbsearch::Correction::doc_count);
}

size_t kbs_results_facet_count(const kbs_results* results) { return of(results).facets.size(); }
kbs_text kbs_results_facet_field(const kbs_results* results, size_t facet) {
  return text_of(facet_of(results, facet).field);
}
kbs_text kbs_results_facet_filter_field(const kbs_results* results, size_t facet) {
  return text_of(facet_of(results, facet).filter_field);
}
uint64_t kbs_results_facet_distinct(const kbs_results* results, size_t facet) {
  return facet_of(results, facet).distinct;
}
uint64_t kbs_results_facet_missing(const kbs_results* results, size_t facet) {
  return facet_of(results, facet).missing;
}
size_t kbs_results_facet_value_count(const kbs_results* results, size_t facet) {
  return facet_of(results, facet).counts.size();
}
kbs_text kbs_results_facet_value(const kbs_results* results, size_t facet, size_t i) {
  return text_at(facet_of(results, facet).counts, i, &kbsearch::FacetCount::value);
}
kbs_text kbs_results_facet_value_label(const kbs_results* results, size_t facet, size_t i) {
  return text_at(facet_of(results, facet).counts, i, &kbsearch::FacetCount::label);
}
uint64_t kbs_results_facet_value_records(const kbs_results* results, size_t facet, size_t i) {
  return number_at(facet_of(results, facet).counts, i, &kbsearch::FacetCount::count);
}

size_t kbs_hit_rank(const kbs_hit* hit) { return of(hit).rank; }
kbs_text kbs_hit_id(const kbs_hit* hit) { return text_of(of(hit).record_id); }
double kbs_hit_score(const kbs_hit* hit) { return of(hit).score; }
kbs_text kbs_hit_title(const kbs_hit* hit) { return text_of(of(hit).title); }
kbs_text kbs_hit_url(const kbs_hit* hit) { return text_of(of(hit).url); }
kbs_text kbs_hit_path(const kbs_hit* hit) { return text_of(of(hit).path); }
kbs_text kbs_hit_type(const kbs_hit* hit) { return text_of(of(hit).type); }
kbs_text kbs_hit_published(const kbs_hit* hit) { return text_of(of(hit).published); }
bool kbs_hit_importance(const kbs_hit* hit, double* importance) { return number(of(hit).importance, importance); }
bool kbs_hit_quality(const kbs_hit* hit, double* quality) { return number(of(hit).quality, quality); }
uint64_t kbs_hit_cited_by_count(const kbs_hit* hit) { return of(hit).cited_by_count; }
size_t kbs_hit_tag_count(const kbs_hit* hit) { return of(hit).tags.size(); }
kbs_text kbs_hit_tag(const kbs_hit* hit, size_t i) { return text_at(of(hit).tags, i); }
uint64_t kbs_hit_collapsed(const kbs_hit* hit) { return of(hit).collapsed; }
kbs_text kbs_hit_near_duplicate_of(const kbs_hit* hit) { return text_of(of(hit).near_duplicate_of); }

size_t kbs_hit_missing_word_count(const kbs_hit* hit) { return of(hit).missing_words.size(); }
kbs_text kbs_hit_missing_word(const kbs_hit* hit, size_t i) { return text_at(of(hit).missing_words, i); }
size_t kbs_hit_matched_field_count(const kbs_hit* hit) { return of(hit).matched_fields.size(); }
kbs_text kbs_hit_matched_field(const kbs_hit* hit, size_t i) {
  return text_at(of(hit).matched_fields, i, &kbsearch::FieldMatches::field);
}
uint64_t kbs_hit_matched_field_matches(const kbs_hit* hit, size_t i) {
  return number_at(of(hit).matched_fields, i, &kbsearch::FieldMatches::count);
}
size_t kbs_hit_title_mark_count(const kbs_hit* hit) { return of(hit).title_marks.size(); }
bool kbs_hit_title_mark(const kbs_hit* hit, size_t i, size_t* begin, size_t* end) {
  return mark_at(of(hit).title_marks, i, begin, end);
}

size_t kbs_hit_passage_count(const kbs_hit* hit) { return of(hit).passages.size(); }
const kbs_passage* kbs_hit_passage(const kbs_hit* hit, size_t i) {
  const auto& passages = of(hit).passages;
  return i < passages.size() ? reinterpret_cast<const kbs_passage*>(&passages[i]) : nullptr;
}
kbs_text kbs_passage_text(const kbs_passage* passage) { return text_of(of(passage).text); }
kbs_text kbs_passage_field(const kbs_passage* passage) { return text_of(of(passage).field); }
size_t kbs_passage_ordinal(const kbs_passage* passage) { return of(passage).ordinal; }
bool kbs_passage_starts_inside(const kbs_passage* passage) { return of(passage).starts_inside; }
bool kbs_passage_ends_inside(const kbs_passage* passage) { return of(passage).ends_inside; }
size_t kbs_passage_mark_count(const kbs_passage* passage) { return of(passage).marks.size(); }
bool kbs_passage_mark(const kbs_passage* passage, size_t i, size_t* begin, size_t* end) {
  return mark_at(of(passage).marks, i, begin, end);
}
