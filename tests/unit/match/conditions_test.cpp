// What single constructs of the query language find, on records made for them.
#include <gtest/gtest.h>

#include <set>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr const char* kConditionedRecords =
    R"({"id":"near","title":"Pumps","content":"heat is moved by a pump. Unrelated closing words stand here."}
{"id":"far","title":"Buildings","content":"heat was lost through old windows for many years until somebody built one pump"}
{"id":"apart","title":"heat","content":"pump"}
{"id":"twice","title":"Echo","content":"pump and pump again"}
{"id":"govern","title":"governance of models","content":"governor governing governed","tags":["governance"]}
{"id":"title-only","title":"governor","content":"nothing else"}
{"id":"new","title":"dated","published":"2024-03-01","importance":70}
{"id":"old","title":"dated","published":"2021-12-31","importance":20}
{"id":"KB-1,x","title":"odd id","url":"https://arxiv.org/abs/1"}
)";

class Conditions : public testing::Test {
 protected:
  Conditions() : searcher_(open()) {}

  Searcher open() {
    test::load_lines(directory_ / "index", kConditionedRecords);
    return Searcher::open(directory_ / "index");
  }

  std::set<std::string> ids(const std::string& text) {
    std::set<std::string> found;
    for (const auto& hit : searcher_.search(text, {.profile = RankingProfile::named("text")}).hits) {
      found.insert(hit.record_id);
    }
    return found;
  }

  using Ids = std::set<std::string>;
  test::TemporaryDirectory directory_;
  Searcher searcher_;
};

TEST_F(Conditions, NearCountsPositionsInOneText) {
  EXPECT_EQ(ids("heat NEAR/5 pump"), (Ids{"near"}));
  EXPECT_EQ(ids("pump NEAR/5 heat"), (Ids{"near"}));
  EXPECT_EQ(ids("heat NEAR/4 pump"), (Ids{}));
  EXPECT_EQ(ids("heat NEAR/1000 pump"), (Ids{"near", "far"}));
  EXPECT_EQ(ids("heats NEAR/5 pumped"), (Ids{"near"})) << "stems, as words are";
}

TEST_F(Conditions, NearOfOneWordTwiceNeedsItTwice) {
  EXPECT_EQ(ids("pump NEAR/2 pump"), (Ids{"twice"}));
  EXPECT_EQ(ids("pump NEAR/1 pump"), (Ids{}));
}

TEST_F(Conditions, NearStaysInItsField) {
  EXPECT_EQ(ids("title:(heat NEAR/9 pump)"), (Ids{}));
  EXPECT_EQ(ids("content:(heat NEAR/9 pump)"), (Ids{"near"}));
}

TEST_F(Conditions, WildcardsStandForWordsOfTheIndex) {
  EXPECT_EQ(ids("govern*"), (Ids{"govern", "title-only"}));
  EXPECT_EQ(ids("Governa*"), (Ids{"govern"}));
  EXPECT_EQ(ids("tag:gov*"), (Ids{"govern"}));
  EXPECT_EQ(ids("title:governo*"), (Ids{"title-only"}));
  EXPECT_EQ(ids("site:arx*"), (Ids{"KB-1,x"}));
  EXPECT_EQ(ids("id:KB*"), (Ids{"KB-1,x"}));
  EXPECT_EQ(ids("zzz*"), (Ids{}));
}

TEST_F(Conditions, WildcardsBeyondTheLimitTakeTheMostFrequentAndSayWhere) {
  const auto results = searcher_.search("old gov*", {.max_expansions = 1});
  ASSERT_EQ(results.warnings.size(), 1u);
  EXPECT_EQ(results.warnings[0].at, 4u);
  EXPECT_NE(results.warnings[0].what.find("'gov*'"), std::string::npos) << results.warnings[0].what;
  EXPECT_EQ(results.total.value, 2u) << "'governor' is in two records, the others are in one";
}

TEST_F(Conditions, IdsAreExact) {
  EXPECT_EQ(ids("id:near"), (Ids{"near"}));
  EXPECT_EQ(ids("id:near,far,none"), (Ids{"near", "far"}));
  EXPECT_EQ(ids("id:\"KB-1,x\""), (Ids{"KB-1,x"}));
  EXPECT_EQ(ids("id:NEAR"), (Ids{}));
}

TEST_F(Conditions, NegationsListTheRest) {
  EXPECT_EQ(ids("-heat -pump -govern* -dated"), (Ids{"KB-1,x"}));
  EXPECT_EQ(ids("pump -id:near"), (Ids{"far", "apart", "twice"}));
  EXPECT_EQ(ids("xyzzy -pump"), (Ids{})) << "an unknown word beside an exclusion does not ask for all the rest";
}

TEST_F(Conditions, AlternativesOfFieldsAndExclusions) {
  EXPECT_EQ(ids("title:heat OR title:echo"), (Ids{"apart", "twice"}));
  EXPECT_EQ(ids("\"heat is\" OR importance:60.."), (Ids{"near", "new"}));
  EXPECT_EQ(ids("(heat OR governor) AND NOT (title:heat OR old)"), (Ids{"near", "govern", "title-only"}));
  EXPECT_EQ(ids("published:2024 OR published:..2021"), (Ids{"new", "old"}));
}

TEST_F(Conditions, BoostsMultiplyTheWeightOfWords) {
  const auto score = [&](const std::string& text) {
    return searcher_.search(text, {.profile = RankingProfile::named("text")}).hits.at(0).score;
  };
  EXPECT_NEAR(score("governance^3"), 3.0 * score("governance"), 1e-9);
  EXPECT_NEAR(score("(governance^2)^2"), 4.0 * score("governance"), 1e-9);
  EXPECT_NEAR(score("+governance -heat^5"), score("+governance"), 1e-9);
}

}  // namespace
}  // namespace kbsearch
