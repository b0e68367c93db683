#include "analysis/simplified_han.hpp"

#include <gtest/gtest.h>

#include "kbsearch/analyzer.hpp"

namespace kbsearch::analysis {
namespace {

TEST(SimplifiedHan, IsOneWritingOfBoth) {
  for (const auto& [traditional, simplified] : {std::pair("經濟", "经济"),
                                                {"人工智慧與機器學習", "人工智慧与机器学习"},
                                                {"乾淨", "干净"},
                                                {"後來", "后来"},
                                                {"頭髮", "头发"},
                                                {"臺灣", "台湾"},
                                                {"國際關係", "国际关系"}}) {
    EXPECT_EQ(with_simplified_han(traditional), simplified);
    EXPECT_EQ(with_simplified_han(simplified), simplified);
  }
  EXPECT_EQ(with_simplified_han("乾坤"), with_simplified_han(with_simplified_han("乾坤")));
}

TEST(SimplifiedHan, LeavesAllElseAndAllSizes) {
  for (const char* text : {"", "plain", "Größe", "ひらがな", "カタカナ", "한국어", "𠮷野家", "\xE6\x9D"}) {
    EXPECT_EQ(with_simplified_han(text), text);
  }
  EXPECT_EQ(with_simplified_han("“東\xE6"), "“东\xE6");
}

/// Kinds, places and stems of the tokens.
std::string places(std::string_view text) {
  std::string all;
  for (const auto& token : Analyzer("en").analyze(text)) {
    all += std::string(to_string(token.kind)) + ' ' + std::to_string(token.begin) + '-' + std::to_string(token.end) +
           ' ' + token.stem + '\n';
  }
  return all;
}

TEST(SimplifiedHan, OfATextHasTheTokensOfTheTraditionalOne) {
  EXPECT_EQ(places("國際貨幣基金組織關於經濟發展的報告"), places("国际货币基金组织关于经济发展的报告"));
  EXPECT_EQ(places("專家建議成立獨立機構，對模型進行安全評估"), places("专家建议成立独立机构，对模型进行安全评估"));
}

TEST(SimplifiedHan, DoesNotTakeJapaneseWordsApart) {
  for (const char* word : {"図書館", "紅葉狩", "新幹線"}) {
    EXPECT_NE(places(word).find("lexeme 0-9"), std::string::npos) << word;
  }
  EXPECT_NE(places("言葉遣い").find("lexeme 0-12"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch::analysis
