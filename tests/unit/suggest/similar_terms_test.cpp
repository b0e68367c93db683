#include "suggest/similar_terms.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/sample.hpp"

namespace kbsearch::suggest {
namespace {

/// The slow twin: optimal string alignment over whole strings of single bytes.
std::uint32_t edits_between(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::uint32_t>> d(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1, 0));
  for (std::uint32_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::uint32_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

class SimilarTerms : public testing::Test {
 protected:
  SimilarTerms() : database_((directory_ / "db").string(), Xapian::DB_CREATE) {}

  void add(const std::vector<std::string>& terms) {
    Xapian::Document document;
    for (const auto& term : terms) document.add_boolean_term(term);
    database_.add_document(document);
    database_.commit();
  }
  std::vector<SimilarTerm> similar_to(const std::string& word, std::uint32_t edits, std::size_t limit) {
    store::XapianTermWalk terms(database_, "");
    return similar_terms(terms, word, edits, limit);
  }
  std::vector<std::string> found(const std::string& word, std::uint32_t edits) {
    std::vector<std::string> terms;
    for (const auto& similar : similar_to(word, edits, 100)) terms.push_back(similar.term);
    return terms;
  }

  test::TemporaryDirectory directory_;
  Xapian::WritableDatabase database_;
};

TEST_F(SimilarTerms, CountsATranspositionAsOneEdit) {
  add({"governance", "tolerance"});
  EXPECT_EQ(found("govrenance", 1), (std::vector<std::string>{"governance"}));
}

TEST_F(SimilarTerms, CountsCharactersNotBytes) {
  add({"регулирование", "治理研究中心"});
  EXPECT_EQ(found("регулированае", 1), (std::vector<std::string>{"регулирование"}));
  EXPECT_EQ(found("治理研空中心", 1), (std::vector<std::string>{"治理研究中心"}));
}

TEST_F(SimilarTerms, PutsFewerEditsFirstThenMoreRecords) {
  add({"pytorch", "pytorche", "pytorcha"});
  add({"pytorcha"});
  EXPECT_EQ(found("pytorchx", 2), (std::vector<std::string>{"pytorcha", "pytorch", "pytorche"}));
}

TEST_F(SimilarTerms, LeavesPrefixedTermsAlone) {
  add({"Zgovern", "Qgovern", "XAA:govern", "Agovern", "governs"});
  EXPECT_EQ(found("govern", 2), (std::vector<std::string>{"governs"}));
}

TEST_F(SimilarTerms, AreThoseOfTheSlowTwin) {
  std::mt19937 random(20261123);
  std::vector<std::string> vocabulary;
  for (int i = 0; i < 3'000; ++i) {
    std::string word;
    for (std::size_t n = 1 + random() % 8; n > 0; --n) word.push_back(static_cast<char>('a' + random() % 4));
    vocabulary.push_back(word);
  }
  std::sort(vocabulary.begin(), vocabulary.end());
  vocabulary.erase(std::unique(vocabulary.begin(), vocabulary.end()), vocabulary.end());
  add(vocabulary);
  for (int round = 0; round < 200; ++round) {
    std::string word;
    for (std::size_t n = 1 + random() % 9; n > 0; --n) word.push_back(static_cast<char>('a' + random() % 4));
    for (std::uint32_t edits = 1; edits <= 2; ++edits) {
      std::vector<std::string> expected;
      for (const auto& term : vocabulary) {
        const auto distance = edits_between(word, term);
        if (distance > 0 && distance <= edits) expected.push_back(term);
      }
      std::vector<std::string> actual;
      for (const auto& similar : similar_to(word, edits, 100'000)) actual.push_back(similar.term);
      std::sort(actual.begin(), actual.end());
      ASSERT_EQ(actual, expected) << word << " within " << edits;
    }
  }
}

TEST(AllowedEdits, GrowWithTheLengthAndSpareDigits) {
  EXPECT_EQ(allowed_edits("ai"), 0u);
  EXPECT_EQ(allowed_edits("agi"), 0u);
  EXPECT_EQ(allowed_edits("risk"), 1u);
  EXPECT_EQ(allowed_edits("risks"), 1u);
  EXPECT_EQ(allowed_edits("standards"), 2u);
  EXPECT_EQ(allowed_edits("gpt4turbo"), 0u);
  EXPECT_EQ(allowed_edits("мюллер"), 1u) << "six characters, twelve bytes";
}

}  // namespace
}  // namespace kbsearch::suggest
