#include <algorithm>

#include "kbsearch/query.hpp"

namespace kbsearch {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

bool needs_quotes(const std::string& text) { return text.find_first_of(" \t\n,") != std::string::npos; }

struct Printer {
  std::string operator()(const WordQuery& word) const { return prefix(word.field) + word.text; }
  std::string operator()(const PhraseQuery& phrase) const { return prefix(phrase.field) + quoted(phrase.text); }
  std::string operator()(const KeywordQuery& keyword) const {
    std::string text = prefix(keyword.field);
    for (std::size_t i = 0; i < keyword.any_of.size(); ++i) {
      if (i > 0) text += ',';
      text += needs_quotes(keyword.any_of[i]) ? quoted(keyword.any_of[i]) : keyword.any_of[i];
    }
    return text;
  }
  std::string operator()(const RangeQuery& range) const { return prefix(range.field) + range.written; }

  static std::string prefix(const std::string& field) { return field.empty() ? "" : field + ":"; }
};

const char* sign(const Clause& clause) {
  // Phrases and fields are required without a sign.
  const auto* word = std::get_if<WordQuery>(&clause.leaf);
  switch (clause.occur) {
    case Occur::kMust:
      return word != nullptr && word->field.empty() ? "+" : "";
    case Occur::kMustNot:
      return "-";
    default:
      return "";
  }
}

}  // namespace

std::string to_string(const Query& query) {
  std::string text;
  for (const auto& clause : query.clauses) {
    if (!text.empty()) text += ' ';
    text += sign(clause) + std::visit(Printer{}, clause.leaf);
  }
  return text;
}

}  // namespace kbsearch
