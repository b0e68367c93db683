#include "present/highlighter.hpp"

namespace kbsearch::present {

Highlighter::Highlighter(const match::Plan& plan, match::Planner& planner) : plan_(plan), planner_(planner) {}

void Highlighter::read(const store::StoredDocument& document, std::string_view stream_bytes) {
  found_.clear();
  candidates_.clear();
  const store::TokenStream stream(stream_bytes);
  const std::string language(document.language());
  auto stems = stems_.find(language);
  if (stems == stems_.end()) stems = stems_.emplace(language, plan_.stems_in(language)).first;
  if (stems->second.empty()) return;
  stream.find(stems->second, [&](const store::StreamToken& token) { candidates_.push_back(token); });

  auto& former = planner_.former(language);
  for (std::size_t i = 0; i < candidates_.size();) {
    const auto field = candidates_[i].field;
    const auto ordinal = candidates_[i].ordinal;
    const auto texts = document.texts(field);
    tokens_.clear();
    if (ordinal < texts.size()) texts[ordinal].read_tokens(tokens_);
    auto& matches = found_[{field, ordinal}];
    for (; i < candidates_.size() && candidates_[i].field == field && candidates_[i].ordinal == ordinal; ++i) {
      const auto& candidate = candidates_[i];
      if (candidate.index >= tokens_.size()) continue;
      const auto& token = tokens_[candidate.index];
      if (!matches.empty() && matches.back().begin == token.begin && matches.back().end == token.end) continue;
      const auto written = texts[ordinal].text().substr(token.begin, token.end - token.begin);
      const auto kind = candidate.is_over ? TokenKind::kBlend : TokenKind::kWord;
      const auto& wanted = match::form_in(plan_.words[candidate.word].forms, language).stem;
      if (former.forms(written, kind).stem == wanted || former.forms(written, TokenKind::kBlend).stem == wanted) {
        matches.push_back({token.begin, token.end, candidate.word});
      }
    }
  }
}

const std::vector<MatchedToken>& Highlighter::matches(std::size_t field, std::size_t ordinal) const {
  static const std::vector<MatchedToken> kNone;
  const auto found = found_.find({field, ordinal});
  return found == found_.end() ? kNone : found->second;
}

}  // namespace kbsearch::present
