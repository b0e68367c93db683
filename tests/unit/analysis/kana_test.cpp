#include "analysis/kana.hpp"

#include <gtest/gtest.h>

namespace kbsearch::analysis {
namespace {

using Writings = std::vector<std::string>;

TEST(OtherKana, IsCharacterByCharacter) {
  EXPECT_EQ(in_other_kana("りんご"), Writings{"リンゴ"});
  EXPECT_EQ(in_other_kana("ネコ"), Writings{"ねこ"});
  EXPECT_EQ(in_other_kana("ぎゅっ"), Writings{"ギュッ"});
  EXPECT_EQ(in_other_kana("ヴァ"), Writings{"ゔぁ"});
}

TEST(OtherKana, WritesLongVowelsInBothWays) {
  EXPECT_EQ(in_other_kana("コーヒー"), (Writings{"こーひー", "こおひい"}));
  EXPECT_EQ(in_other_kana("らあめん"), (Writings{"ラアメン", "ラーメン"}));
  EXPECT_EQ(in_other_kana("らーめん"), Writings{"ラーメン"});
  EXPECT_EQ(in_other_kana("けいき"), (Writings{"ケイキ", "ケーキ"}));
  EXPECT_EQ(in_other_kana("どうぶつ"), (Writings{"ドウブツ", "ドーブツ"}));
}

TEST(OtherKana, IsNoneOfOtherTexts) {
  for (const char* text : {"", "ー", "ーで", "りんゴ", "林檎", "りんご林", "apple", "한국", "\xE3\x81"}) {
    EXPECT_EQ(in_other_kana(text), Writings{}) << text;
    EXPECT_EQ(kana_of(text), Kana::kNone) << text;
  }
}

TEST(OtherKana, OfTheOtherIsTheFirst) {
  for (const char* text : {"ひらがな", "データ", "きゃっち", "んゔ"}) {
    EXPECT_EQ(in_other_kana(in_other_kana(text).front()).front(), text);
  }
}

}  // namespace
}  // namespace kbsearch::analysis
