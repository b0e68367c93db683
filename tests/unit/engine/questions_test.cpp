// Function words of a query weigh little beside others, and are never thrown away.
#include <gtest/gtest.h>

#include <algorithm>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr const char* kQuestionsRecords =
    R"({"id":"when","title":"When was it","content":"When was it, and when was that? It was when it was."}
{"id":"release","title":"A release","content":"ChatGPT came out in November, released by its makers."}
{"id":"band","title":"The Who","content":"A band of four."}
{"id":"health","title":"Guidelines","content":"The WHO publishes guidelines on health."}
{"id":"who","title":"Guidelines of a club","content":"Those who join, and those who do not, follow guidelines."}
{"id":"hamlet","title":"To be or not to be","content":"A line of a play."}
{"id":"fr-1","language":"fr","title":"Histoire de la guerre","content":"La guerre et la religion de la France."}
{"id":"fr-2","language":"fr","title":"De la","content":"De la, de la et de la: de la, de la."}
{"id":"de-1","language":"de","title":"Museum","content":"Das war das Museum der Stadt."}
{"id":"war","title":"War museum","content":"A museum about war."}
)";

class Questions : public testing::Test {
 protected:
  Questions() { test::load_lines(directory_ / "kb", kQuestionsRecords); }

  SearchResults search(const std::string& query) const {
    return Searcher::open(directory_ / "kb").search(query, {.explain = true});
  }
  std::string first(const std::string& query) const {
    const auto hits = search(query).hits;
    return hits.empty() ? "" : hits.front().record_id;
  }
  test::TemporaryDirectory directory_;
};

TEST_F(Questions, AreRuledByTheWordsTheyAreAbout) {
  EXPECT_EQ(first("when was ChatGPT released"), "release");
  EXPECT_EQ(first("histoire de la religion"), "fr-1");
}

TEST_F(Questions, OfFunctionWordsAloneMeanThem) {
  EXPECT_EQ(first("the who"), "band");
  EXPECT_EQ(first("to be or not to be"), "hamlet");
  EXPECT_EQ(first("when was it"), "when");
}

TEST_F(Questions, MeanAWordInCapitalsBesideOthers) {
  EXPECT_EQ(first("WHO guidelines"), "health");
  const auto in_capitals = search("WHO guidelines");
  const auto in_small_letters = search("who guidelines");
  EXPECT_GT(in_capitals.hits.front().score, in_small_letters.hits.front().score);
}

TEST_F(Questions, AreNotTakenToBeInAnotherLanguageForOneWord) {
  const auto results = search("war museum");
  ASSERT_FALSE(results.hits.empty());
  EXPECT_EQ(results.hits.front().record_id, "war");
  const auto named = search("a war museum");
  EXPECT_EQ(named.hits.front().record_id, "war");
}

TEST_F(Questions, AreExplainedToTheScore) {
  for (const char* query : {"when was ChatGPT released", "the who", "histoire de la religion", "The heat of war"}) {
    for (const auto& hit : search(query).hits) EXPECT_NEAR(hit.explanation->value, hit.score, 1e-9) << query;
  }
}

TEST_F(Questions, DoNotTellThatAHitLacksAFunctionWord) {
  const auto results = search("when was ChatGPT released");
  ASSERT_FALSE(results.hits.empty());
  EXPECT_TRUE(results.hits.front().missing_words.empty());
  const auto of_degree = search("has ChatGPT really been released very much zzyzx");
  ASSERT_FALSE(of_degree.hits.empty());
  EXPECT_EQ(of_degree.hits.front().missing_words, std::vector<std::string>{"zzyzx"}) << "nor a word of degree";
}

}  // namespace
}  // namespace kbsearch
