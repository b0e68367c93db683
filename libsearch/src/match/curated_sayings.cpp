#include "match/curated_sayings.hpp"

#include <algorithm>

#include "analysis/tokenizer.hpp"

namespace kbsearch::match {
namespace {

std::string joined_stems(const std::string& name, analysis::TermFormer& former) {
  std::vector<analysis::TokenSpan> spans;
  analysis::tokenize(name, 0, spans);
  std::string stems;
  for (const auto& span : spans) {
    if (!analysis::counts_in_length(span.kind)) continue;
    const auto written = std::string_view(name).substr(span.begin, span.end - span.begin);
    stems += (stems.empty() ? "" : " ") + former.forms(written, span.kind).stem;
  }
  return stems;
}

}  // namespace

CuratedSayings::CuratedSayings(const Synonyms& synonyms, analysis::TermFormer& former) {
  for (const auto& rule : synonyms.rules()) {
    const auto& others = rule.to.empty() ? rule.from : rule.to;
    for (const auto& name : rule.from) {
      const auto stems = joined_stems(name, former);
      if (stems.empty()) continue;
      auto& names = names_[stems];
      for (const auto& other : others) {
        const bool is_known = std::find(names.begin(), names.end(), other) != names.end();
        if (!is_known && joined_stems(other, former) != stems) names.push_back(other);
      }
    }
  }
}

std::vector<KnownSaying> CuratedSayings::find(const std::string& stems) const {
  std::vector<KnownSaying> found;
  const auto names = names_.find(stems);
  if (names == names_.end()) return found;
  for (const auto& name : names->second) found.push_back({name, {ExpansionReason::Kind::kSynonym}, true});
  return found;
}

}  // namespace kbsearch::match
