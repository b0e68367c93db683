// Queries of the sample, and jumbles of the signs that queries are made of.
#include "fuzz/inputs.hpp"
#include "support/query_texts.hpp"
#include "support/sample.hpp"

namespace kbsearch::fuzz {

std::vector<std::string> seeds() {
  std::vector<std::string> words;
  for (const auto& [id, text] : test::sample_queries()) words.push_back(text.substr(0, text.find(' ')));
  std::vector<std::string> queries;
  for (unsigned i = 0; i < 500; ++i) queries.push_back(test::QueryTexts(i, words).query(4));
  return queries;
}

std::string piece(std::mt19937& random) { return test::jumbled_text(random, 2); }

std::string fresh_input(std::mt19937& random) { return test::jumbled_text(random, 60); }

}  // namespace kbsearch::fuzz
