#include "match/term_frequencies.hpp"

#include <algorithm>

#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// Of a longer document (in weighted tokens) each term is looked up by its postings: going through all that such a
// document has takes longer.
constexpr double kLongDocument = 50'000.0;

}  // namespace

TermFrequencies::TermFrequencies(const Xapian::Database& database, const Schema& schema, const Plan& plan)
    : database_(database) {
  for (const auto& term : plan.scored) terms_.try_emplace(term.term);
  for (const auto& saying : plan.sayings) {
    for (const auto& way : saying.ways) {
      for (const auto& term : way.terms) terms_.try_emplace(term.term);
    }
  }
  for (const auto& name : plan.names) {
    for (const auto* terms : {&name.whole_terms, &name.telling_terms}) {
      for (const auto& term : *terms) terms_.try_emplace(term);
    }
  }
  for (const auto& word : plan.words) {
    if (word.doc_freq == 0) continue;
    for (const auto& form : word.forms) {
      terms_.try_emplace(form.term);
      const std::string language = form.language == schema.default_language() ? "" : form.language;
      for (std::size_t field = 0; field < schema.fields().size(); ++field) {
        if (schema.fields()[field].kind != FieldKind::kText || !store::has_field_terms(schema.fields()[field]))
          continue;
        terms_.try_emplace(store::field_stem_term(field, language, form.stem));
      }
    }
  }
  for (auto& [term, found] : terms_) in_order_.emplace_back(term, &found);
  std::sort(in_order_.begin(), in_order_.end());
}

void TermFrequencies::read(DocumentId document) {
  document_ = document;
  const auto length = database_.get_document(document).get_value(store::kSlotLength);
  if (!length.empty() && Xapian::sortable_unserialise(length) > kLongDocument) {
    for (auto& [term, found] : terms_) found = in_postings(term);
    return;
  }
  auto has = database_.termlist_begin(document);
  const auto end = database_.termlist_end(document);
  for (const auto& [term, found] : in_order_) {
    if (has != end) has.skip_to(std::string(term));
    const bool is_there = has != end && *has == term;
    *found = {is_there, is_there ? has.get_wdf() : 0};
  }
}

TermFrequencies::Found TermFrequencies::found(const std::string& term) const {
  const auto known = terms_.find(term);
  return known != terms_.end() ? known->second : in_postings(term);
}

TermFrequencies::Found TermFrequencies::in_postings(const std::string& term) const {
  auto posting = database_.postlist_begin(term);
  const auto end = database_.postlist_end(term);
  if (posting != end) posting.skip_to(document_);
  const bool is_there = posting != end && *posting == document_;
  return {is_there, is_there ? posting.get_wdf() : 0};
}

}  // namespace kbsearch::match
