// From text to terms, and from a query's text to a Query.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <memory>
#include <string_view>

#include "analysis/fold.hpp"
#include "analysis/stemmer.hpp"
#include "analysis/tokenizer.hpp"
#include "kbsearch/analyzer.hpp"
#include "kbsearch/query.hpp"
#include "kbsearch/schema.hpp"
#include "micro/cases.hpp"

namespace kbsearch::bench {
namespace {

constexpr std::size_t kTextBytes = 30'000;

/// The first bytes of the records: words, numbers, addresses and the signs of JSON between them.
std::string text_of(const Corpus& corpus) {
  std::ifstream file(corpus.records, std::ios::binary);
  std::string text(kTextBytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  check(static_cast<std::size_t>(file.gcount()) == kTextBytes, "the records are too few");
  return text;
}

Work tokenise(const Corpus& corpus) {
  // The slow twin: runs of letters. Of what has no digits and no signs within words, these are the tokens.
  std::string text = text_of(corpus);
  for (char& letter : text) {
    if (std::isalpha(static_cast<unsigned char>(letter)) == 0) letter = ' ';
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  std::size_t words = 0;
  for (std::size_t i = 0; i < text.size(); ++i) words += text[i] != ' ' && (i == 0 || text[i - 1] == ' ') ? 1 : 0;
  return [text = std::move(text), words, spans = std::vector<analysis::TokenSpan>{}]() mutable {
    spans.clear();
    check(analysis::tokenize(text, 0, spans) == words && spans.size() == words, "tokens are not the words");
  };
}

Work analyse(const Corpus& corpus) {
  auto analyzer = std::make_shared<Analyzer>("en");
  std::string text = text_of(corpus);
  const std::size_t tokens = analyzer->analyze(text).size();
  check(tokens > kTextBytes / 20, "there are hardly any tokens");
  return [analyzer, text = std::move(text), tokens] {
    const auto found = analyzer->analyze(text);
    check(found.size() == tokens && found.back().end <= text.size(), "tokens differ from those of the first run");
  };
}

struct Written {
  std::string_view word;
  std::string_view form;
};

constexpr Written kFolded[] = {
    {"Heating", "heating"}, {"RETROFIT", "retrofit"}, {"Straße", "strasse"},    {"Øresund", "oresund"},
    {"Łódź", "lodz"},       {"café", "cafe"},         {"ＧＰＴ", "gpt"},        {"ﬁnance", "finance"},
    {"Ἀθῆναι", "αθηναι"},   {"Москва", "москва"},     {"naïve", "naive"},       {"東京", "東京"},
    {"٢٠٢٤", "2024"},       {"Málaga", "malaga"},     {"Ångström", "angstrom"}, {"plain", "plain"}};

Work fold(const Corpus&) {
  return [] {
    for (int i = 0; i < 50; ++i) {
      for (const auto& [word, form] : kFolded) {
        check(analysis::fold_accents(analysis::fold_case(word)) == form, "a word is not folded as it should be");
      }
    }
  };
}

constexpr Written kStems[] = {{"heating", "heat"},       {"retrofits", "retrofit"}, {"governance", "govern"},
                              {"policies", "polici"},    {"running", "run"},        {"pumps", "pump"},
                              {"electricity", "electr"}, {"measured", "measur"},    {"generalisation", "generalis"},
                              {"water", "water"},        {"insulated", "insul"},    {"connections", "connect"}};

Work stem(const Corpus&) {
  return [stemmer = std::make_shared<analysis::Stemmer>("en")] {
    for (int i = 0; i < 50; ++i) {
      for (const auto& [word, form] : kStems)
        check(stemmer->stem(word) == form, "a word is not stemmed as it should be");
    }
  };
}

constexpr Written kQueries[] = {
    {"heat pump", "heat pump"},
    {"\"district heating\" -draft type:paper", ""},
    {"title:retrofit AND (insulation OR windows) importance:60..", ""},
    {"heat NEAR/5 pump", ""},
    {"what does it cost to heat a small house in a cold winter with a pump", ""},
    {"govern* tag:policy published:2022..2024", ""},
    {"\"unclosed (quote OR", ""},
};

Work parse(const Corpus&) {
  auto schema = std::make_shared<Schema>(Schema::knowledge_base());
  std::vector<std::pair<std::string, std::string>> queries;
  for (const auto& [text, form] : kQueries) {
    const std::string printed = to_string(parse_query(text, *schema).query);
    check(form.empty() || printed == form, "a query is not printed as it should be");
    check(to_string(parse_query(printed, *schema).query) == printed, "a printed query is not read as the same");
    queries.emplace_back(text, printed);
  }
  return [schema, queries = std::move(queries)] {
    for (int i = 0; i < 20; ++i) {
      for (const auto& [text, printed] : queries) {
        check(to_string(parse_query(text, *schema).query) == printed, "a query is not read as in the first run");
      }
    }
  };
}

}  // namespace

std::vector<Case> text_cases() {
  return {{"Tokenise", tokenise}, {"Fold", fold}, {"Stem", stem}, {"Analyse", analyse}, {"Parse", parse}};
}

}  // namespace kbsearch::bench
