// The words of tags and types are searched beside those of the texts.
#include <gtest/gtest.h>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

const std::string kTaggedRecords =
    R"({"id":"tagged","title":"A history of towns","tags":["Fair housing","Zürich"],"type":"podcast","content":"Old streets."}
{"id":"told","title":"Fair housing in towns","content":"All about fair housing."}
{"id":"one-text","title":"Third","tags":"rivers, old bridges"}
)";

class WordsOfTags : public testing::Test {
 protected:
  WordsOfTags() {
    test::load_lines(directory_ / "kb", kTaggedRecords);
    searcher_ = Searcher::open(directory_ / "kb");
  }
  SearchResults search(const std::string& query) const { return searcher_->search(query); }
  std::string ids(const std::string& query) const {
    std::string all;
    for (const auto& hit : search(query).hits) all += (all.empty() ? "" : " ") + hit.record_id;
    return all;
  }
  test::TemporaryDirectory directory_;
  std::optional<Searcher> searcher_;
};

TEST_F(WordsOfTags, AreFoundInAnyFormBehindThoseOfTexts) {
  EXPECT_EQ(ids("fair housing"), "told tagged");
  EXPECT_EQ(ids("bridge"), "one-text");
  EXPECT_EQ(ids("zurich"), "tagged");
  EXPECT_EQ(ids("podcasts"), "tagged");
}

TEST_F(WordsOfTags, MeetRequiredWordsAndPhrases) {
  EXPECT_EQ(ids("+housing +streets"), "tagged");
  EXPECT_EQ(ids("\"fair housing\" history"), "tagged told");
  EXPECT_EQ(ids("\"rivers old\""), "");
}

TEST_F(WordsOfTags, AreToldAsAMatchedField) {
  const auto hits = search("bridge").hits;
  ASSERT_EQ(hits.size(), 1u);
  ASSERT_EQ(hits[0].matched_fields.size(), 1u);
  EXPECT_EQ(hits[0].matched_fields[0].field, "tag");
  EXPECT_TRUE(hits[0].missing_words.empty());
}

TEST_F(WordsOfTags, AreExplained) {
  for (const auto& hit : searcher_->search("fair housing podcasts", {.explain = true}).hits) {
    ASSERT_TRUE(hit.explanation.has_value());
    EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score);
  }
}

TEST_F(WordsOfTags, LeaveTheTagAFilterOfWholeValues) {
  EXPECT_EQ(ids("tag:\"fair housing\""), "tagged");
  EXPECT_EQ(ids("tag:housing"), "");
}

}  // namespace
}  // namespace kbsearch
