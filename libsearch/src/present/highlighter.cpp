#include "present/highlighter.hpp"

namespace kbsearch::present {
namespace {

/// True if a token may be a blend: the token table does not keep the kind.
bool is_joined_writing(std::string_view written) {
  return written.find_first_of("-_.@&+#") != written.npos || written.find("\xE2\x80\x90") != written.npos ||
         written.find("\xE2\x80\x91") != written.npos;
}

}  // namespace

Highlighter::Highlighter(const match::Plan& plan, match::Planner& planner) : plan_(plan), planner_(planner) {}

const Highlighter::LanguageWords& Highlighter::words_in(const std::string& language) {
  const auto [found, is_new] = by_language_.try_emplace(language);
  auto& words = found->second;
  if (!is_new) return words;
  for (std::size_t i = 0; i < plan_.words.size(); ++i) {
    const auto& word = plan_.words[i];
    if (word.weight == 0.0) continue;
    // A word of the record's language has its own form; joined writings and bigrams have the first one everywhere.
    const auto* form = &word.forms.front();
    for (const auto& other : word.forms) {
      if (other.language == language) form = &other;
    }
    words.word_of_stem.emplace(form->stem, i);
    words.hashes.set(analysis::stem_hash(form->stem));
  }
  return words;
}

bool Highlighter::verify(std::string_view written, const std::string& language, const LanguageWords& words,
                         std::size_t& word) {
  auto& former = planner_.former(language);
  auto found = words.word_of_stem.find(former.forms(written, TokenKind::kWord).stem);
  if (found == words.word_of_stem.end() && is_joined_writing(written)) {
    found = words.word_of_stem.find(former.forms(written, TokenKind::kBlend).stem);
  }
  if (found == words.word_of_stem.end()) return false;
  word = found->second;
  return true;
}

std::vector<MatchedToken> Highlighter::find(const store::StoredText& text, const std::string& language) {
  std::vector<MatchedToken> matches;
  const auto& words = words_in(language);
  if (words.hashes.none()) return matches;
  tokens_.clear();
  text.read_tokens(tokens_);
  for (const auto& token : tokens_) {
    if (!words.hashes.test(token.stem_hash)) continue;
    std::size_t word = 0;
    const auto written = text.text().substr(token.begin, token.end - token.begin);
    if (verify(written, language, words, word)) matches.push_back({token.begin, token.end, word});
  }
  return matches;
}

}  // namespace kbsearch::present
