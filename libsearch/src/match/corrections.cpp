#include "match/corrections.hpp"

#include <algorithm>

namespace kbsearch::match {

std::vector<Correction> corrections(const Plan& plan) {
  std::vector<Correction> found;
  for (const auto& word : plan.words) {
    if (!word.meant_by || word.doc_freq == 0) continue;
    found.push_back({plan.words[*word.meant_by].written, word.written, word.edits, word.doc_freq});
  }
  return found;
}

std::string corrected_text(std::string_view query_text, const std::vector<Correction>& corrections, Planner& planner,
                           const std::string& language) {
  if (corrections.empty()) return {};
  std::vector<analysis::TokenSpan> spans;
  analysis::tokenize(query_text, 0, spans);
  auto& former = planner.former(language);
  std::string text;
  std::size_t at = 0;
  bool changed = false;
  for (const auto& span : spans) {
    if (span.kind != TokenKind::kWord || span.begin < at) continue;
    const auto written = query_text.substr(span.begin, span.end - span.begin);
    const auto& exact = former.forms(written, span.kind).exact;
    const auto meant = std::find_if(corrections.begin(), corrections.end(),
                                    [&](const Correction& correction) { return correction.word == exact; });
    if (meant == corrections.end()) continue;
    text += query_text.substr(at, span.begin - at);
    text += meant->meant;
    at = span.end;
    changed = true;
  }
  if (!changed) return {};
  text += query_text.substr(at);
  return text;
}

}  // namespace kbsearch::match
