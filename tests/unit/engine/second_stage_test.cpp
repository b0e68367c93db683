// The best records by words are looked at again: where their words stand, and how much of a title they are.
#include <gtest/gtest.h>

#include <algorithm>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

std::string words(const std::string& word, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += ' ' + word + std::to_string(i);
  return text;
}

class SecondStage : public testing::Test {
 protected:
  void give(const std::string& lines) { test::load_lines(directory_ / "kb", lines); }

  /// By the words alone but for what is set.
  std::vector<Hit> search(const std::string& query, const RankingProfile& profile) const {
    return Searcher::open(directory_ / "kb").search(query, {.explain = true, .profile = profile}).hits;
  }
  std::string first(const std::string& query, const RankingProfile& profile) const {
    const auto hits = search(query, profile);
    return hits.empty() ? "" : hits.front().record_id;
  }
  /// What a part of the second stage gives to a record; 0 if it gives nothing.
  double given(const std::string& query, const RankingProfile& profile, const std::string& id,
               const std::string& label) const {
    for (const auto& hit : search(query, profile)) {
      EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score);
      if (hit.record_id != id) continue;
      for (const auto& part : hit.explanation->parts) {
        if (part.label != "closer look") continue;
        for (const auto& leaf : part.parts) {
          if (leaf.label == label) return leaf.value;
        }
      }
    }
    return 0.0;
  }
  test::TemporaryDirectory directory_;
};

constexpr const char* kTitles =
    R"({"id":"whole","title":"Grid storage report","content":"One mention."}
{"id":"half","title":"Grid storage of heat and cold in the north","content":"A grid storage report. Report, report."}
{"id":"little","title":"Grid","content":"A storage report: storage, storage, storage."}
)";

TEST_F(SecondStage, PrefersTheTitleThatIsMostLikeTheQuery) {
  give(kTitles);
  RankingProfile profile;
  profile.title_likeness = 0.5;
  const std::string query = "grid storage report of 2023";
  EXPECT_EQ(first(query, profile), "whole");
  const double whole = given(query, profile, "whole", "title");
  const double half = given(query, profile, "half", "title");
  const double little = given(query, profile, "little", "title");
  EXPECT_GT(whole, half);
  EXPECT_GT(half, 0.0);
  EXPECT_GT(whole, little);
}

TEST_F(SecondStage, CountsFunctionWordsOfATitleButNotThoseOfTheQuery) {
  give(kTitles);
  RankingProfile profile;
  profile.title_likeness = 0.5;
  EXPECT_NEAR(given("what is the grid storage report", profile, "whole", "title"),
              given("grid storage report", profile, "whole", "title"), 1e-9);
}

TEST_F(SecondStage, PrefersWordsThatAreSaidInOneBreath) {
  give(R"({"id":"apart","title":"One","content":"The turbine stands on a hill.)" + words("far", 40) +
       R"( A bearing wears."}
{"id":"near","title":"Two","content":"Wear of a bearing, in the north as in the south, stops a turbine.)" +
       words("near", 40) + R"("}
{"id":"other","title":"Three","content":"Something else."}
)");
  RankingProfile profile;
  profile.proximity = 0.3;
  EXPECT_EQ(first("turbine bearing", profile), "near");
  const double whole = given("turbine bearing", profile, "near", "proximity");
  const double half = given("turbine bearing", profile, "apart", "proximity");
  EXPECT_NEAR(half, whole / 4.0, 1e-9) << "half of the query, squared";
  EXPECT_NEAR(given("turbine bearings", profile, "near", "proximity"), whole, 1e-9);
}

TEST_F(SecondStage, CountsTwelveWordsAsOneBreathAndOneMoreAsTwo) {
  give(R"({"id":"twelve","title":"One","content":"turbine)" + words("a", 11) + R"( bearing"}
{"id":"thirteen","title":"Two","content":"turbine)" +
       words("b", 12) + R"( bearing"}
)");
  RankingProfile profile;
  profile.proximity = 0.3;
  EXPECT_GT(given("turbine bearing", profile, "twelve", "proximity"),
            2.0 * given("turbine bearing", profile, "thirteen", "proximity"));
}

TEST_F(SecondStage, AsksNothingNearAQueryOfOneWord) {
  give(kTitles);
  RankingProfile profile;
  profile.proximity = 0.3;
  EXPECT_EQ(given("storage", profile, "little", "proximity"), 0.0);
  EXPECT_EQ(given("what is the storage", profile, "little", "proximity"), 0.0);
}

TEST_F(SecondStage, PrefersWordsThatTwoFieldsHave) {
  give(R"({"id":"both","title":"Turbines","summary":"Of wind.","content":"A turbine, at some length, on a hill."}
{"id":"one","title":"Wind","summary":"Of air.","content":"A turbine and a turbine, and then a turbine on a hill."}
)");
  RankingProfile profile;
  profile.second_field = 0.5;
  EXPECT_GT(given("turbine", profile, "both", "second field"), 0.0);
  EXPECT_EQ(given("turbine", profile, "one", "second field"), 0.0);
}

TEST_F(SecondStage, TakesAWordThatWasMeantForTheOneThatWasTyped) {
  give(kTitles);
  RankingProfile profile;
  profile.title_likeness = 0.5;
  EXPECT_GT(given("grid storrage report", profile, "whole", "title"),
            2.0 * given("grid storrage report", profile, "half", "title"));
}

TEST_F(SecondStage, AsksNothingOfAProfileWithoutIt) {
  give(kTitles);
  for (const auto& hit : search("grid storage report", RankingProfile{})) {
    for (const auto& part : hit.explanation->parts) EXPECT_NE(part.label, "closer look");
  }
}

/// An unknown word may have meant several.
class Corrections : public SecondStage {
 protected:
  Corrections() {
    give(R"({"id":"storage","title":"Storage","content":"Of heat."}
{"id":"both","title":"Ships","content":"The stowage of goods, and their storage on land."}
{"id":"other","title":"Others","content":"Nothing of it."}
)");
  }
};

TEST_F(Corrections, OfOneWordDoNotAddUp) {
  RankingProfile profile;
  const auto hits = search("stoxage", profile);
  ASSERT_FALSE(hits.empty());
  std::size_t counting = 0;
  std::size_t told = 0;
  for (const auto& hit : hits) {
    EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score) << hit.record_id;
    if (hit.record_id != "both") continue;
    for (const auto& part : hit.explanation->parts.front().parts) {
      ++counting;
      told += part.instead_of.size();
    }
  }
  EXPECT_EQ(counting, 1u);
  EXPECT_GE(told, 1u) << "the query must have several corrections for this test to say something";
}

// Most words of four letters have another one edit away.
TEST_F(Corrections, OfAShortWordNeedAKnownWordBesideIt) {
  EXPECT_TRUE(search("lond", RankingProfile{}).empty());
  const auto searcher = Searcher::open(directory_ / "kb");
  EXPECT_TRUE(searcher.search("the lond").corrections.empty()) << "a function word tells nothing";
  EXPECT_FALSE(searcher.search("lond goods").corrections.empty());
  const auto hits = search("lond goods", RankingProfile{});
  ASSERT_FALSE(hits.empty());
  EXPECT_TRUE(hits.front().missing_words.empty()) << "land is meant";
  EXPECT_FALSE(search("stoxage", RankingProfile{}).empty()) << "longer words are told by themselves";
}

}  // namespace
}  // namespace kbsearch
