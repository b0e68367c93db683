// The typed accessors of why a record scores what it does.
#include "accessors.hpp"

using namespace kbsearch::c;  // of the bodies of what C calls

namespace {

const kbs_explanation* at(const std::vector<kbsearch::Explanation>& list, size_t i) {
  return i < list.size() ? as_handle(&list[i]) : nullptr;
}

}  // namespace

const kbs_explanation* kbs_hit_explanation(const kbs_hit* hit) {
  const auto& explanation = of(hit).explanation;
  return explanation ? as_handle(&*explanation) : nullptr;
}

kbs_text kbs_explanation_label(const kbs_explanation* explanation) { return text_of(of(explanation).label); }
double kbs_explanation_value(const kbs_explanation* explanation) { return of(explanation).value; }
kbs_text kbs_explanation_detail(const kbs_explanation* explanation) { return text_of(of(explanation).detail); }
size_t kbs_explanation_part_count(const kbs_explanation* explanation) { return of(explanation).parts.size(); }
const kbs_explanation* kbs_explanation_part(const kbs_explanation* explanation, size_t i) {
  return at(of(explanation).parts, i);
}
size_t kbs_explanation_instead_of_count(const kbs_explanation* explanation) {
  return of(explanation).instead_of.size();
}
const kbs_explanation* kbs_explanation_instead_of(const kbs_explanation* explanation, size_t i) {
  return at(of(explanation).instead_of, i);
}

void kbs_explanations_free(kbs_explanations* explanations) { delete explanations; }
size_t kbs_explanations_count(const kbs_explanations* explanations) {
  return explanations == nullptr ? 0 : explanations->list.size();
}
const kbs_explanation* kbs_explanations_at(const kbs_explanations* explanations, size_t i) {
  if (i >= kbs_explanations_count(explanations)) return nullptr;
  const auto& explanation = explanations->list[i].explanation;
  return explanation ? as_handle(&*explanation) : nullptr;
}
