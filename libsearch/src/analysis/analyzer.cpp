#include "kbsearch/analyzer.hpp"

#include "analysis/stemmer.hpp"
#include "analysis/term_forms.hpp"
#include "analysis/tokenizer.hpp"

namespace kbsearch {

std::string_view to_string(TokenKind kind) {
  switch (kind) {
    case TokenKind::kWord:
      return "word";
    case TokenKind::kBlend:
      return "blend";
    case TokenKind::kBigram:
      return "bigram";
    case TokenKind::kLexeme:
      return "lexeme";
    case TokenKind::kPart:
      return "part";
  }
  return "unknown";
}

Analyzer::Analyzer(std::string_view language) : language_(language) {}

std::vector<Token> Analyzer::analyze(std::string_view text) const {
  std::vector<analysis::TokenSpan> spans;
  analysis::tokenize(text, 0, spans);
  analysis::TermFormer former(language_);
  std::vector<Token> tokens;
  tokens.reserve(spans.size());
  for (const auto& span : spans) {
    const auto& forms = former.forms(text.substr(span.begin, span.end - span.begin), span.kind);
    tokens.push_back({forms.exact, forms.stem, forms.accented, span.begin, span.end, span.position, span.kind});
  }
  return tokens;
}

bool Analyzer::has_stemmer(std::string_view language) { return analysis::Stemmer::exists(std::string(language)); }

}  // namespace kbsearch
