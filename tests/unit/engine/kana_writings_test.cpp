// A word in one of the two kana finds it written in the other.
#include <gtest/gtest.h>

#include "support/explanations.hpp"
#include "support/searched_lines.hpp"

namespace kbsearch {
namespace {

using Ids = std::set<std::string>;

const test::SearchedLines& japanese() {
  static const test::SearchedLines lines(
      R"({"id":"ringo-k","language":"ja","content":"青森のリンゴ農家が新しい品種を育てている。"}
{"id":"ringo-h","language":"ja","content":"りんごの木を植えました。"}
{"id":"mask","language":"ja","content":"マスクをつけて歩きます。"}
{"id":"energy","language":"ja","content":"エネルギーの研究を続ける。"}
{"id":"ramen","language":"ja","content":"ラーメンとコーヒーの店。"}
{"id":"computer","language":"ja","content":"新しいコンピュータの話。"}
{"id":"soba","language":"ja","content":"蕎麦を食べ歩きます。"}
)");
  return lines;
}

TEST(Kana, FindOneAnother) {
  EXPECT_EQ(japanese().ids("りんご"), (Ids{"ringo-h", "ringo-k"}));
  EXPECT_EQ(japanese().ids("リンゴ"), (Ids{"ringo-h", "ringo-k"}));
  EXPECT_EQ(japanese().ids("ﾘﾝｺﾞ"), (Ids{"ringo-h", "ringo-k"}));
  EXPECT_EQ(japanese().ids("りんごのき"), (Ids{"ringo-h", "ringo-k"}));
  EXPECT_EQ(japanese().ids("+りんご"), (Ids{"ringo-h", "ringo-k"}));
  EXPECT_EQ(japanese().ids("えねるぎー"), (Ids{"energy"}));
  EXPECT_EQ(japanese().ids("らーめん"), (Ids{"ramen"}));
  EXPECT_EQ(japanese().ids("らあめん"), (Ids{"ramen"}));
}

TEST(Kana, MayLackTheLongVowelAtTheEnd) {
  EXPECT_EQ(japanese().ids("+コンピューター"), Ids{"computer"});
  EXPECT_EQ(japanese().ids("+コンピュータ"), Ids{"computer"});
}

TEST(Kana, AsTheyWereAskedComeFirst) {
  EXPECT_EQ(japanese().first("りんご"), "ringo-h");
  EXPECT_EQ(japanese().first("リンゴ"), "ringo-k");
}

TEST(Kana, ThatNoRecordHasAreNotTold) {
  EXPECT_TRUE(japanese().search("マスク").expansions.empty());
  EXPECT_TRUE(japanese().search("ごきを").expansions.empty());
}

TEST(Kana, OfEndingsAreNotTheWordsLikeThem) { EXPECT_EQ(japanese().ids("マスク"), Ids{"mask"}); }

TEST(Kana, InQuotesAreTheseAlone) { EXPECT_EQ(japanese().ids("\"りんご\""), Ids{"ringo-h"}); }

TEST(Kana, AreToldAsOneWord) {
  const auto results = japanese().search("りんご");
  ASSERT_EQ(results.expansions.size(), 1u);
  EXPECT_EQ(results.expansions[0].words, "りんご");
  EXPECT_EQ(results.expansions[0].text, "リンゴ");
  EXPECT_EQ(japanese().search("えねるぎー").unknown_words, std::vector<std::string>{"えねるぎー"});
}

TEST(Kana, AreMarkedAndExplained) {
  EXPECT_EQ(japanese().marked("えねるぎー"), "エネルギー");
  for (const auto& hit : japanese().search("りんご", {.explain = true}).hits) {
    EXPECT_FALSE(hit.snippet.marks.empty()) << hit.record_id;
    EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score) << hit.record_id;
  }
}

}  // namespace
}  // namespace kbsearch
