#include "analysis/arabic_stem.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kbsearch::analysis {
namespace {

struct ArabicWord {
  const char* name;
  const char* stem;
  std::vector<const char*> forms;
};

class ArabicStem : public testing::TestWithParam<ArabicWord> {};

TEST_P(ArabicStem, IsOneForAllForms) {
  for (const char* form : GetParam().forms) EXPECT_EQ(arabic_stem(form), GetParam().stem) << form;
}

INSTANTIATE_TEST_SUITE_P(
    Forms, ArabicStem,
    testing::Values(
        ArabicWord{"EnergyWithArticleAndPrepositions",
                   "طاق",
                   {"طاقة", "الطاقة", "والطاقة", "فالطاقة", "بالطاقة", "كالطاقة", "للطاقة", "وطاقة", "الطاقات"}},
        ArabicWord{"TaMarbutaTypedAsHa", "طاق", {"الطاقة", "الطاقه"}},
        ArabicWord{"AlefMaqsuraTypedAsYa", "مستشف", {"مستشفى", "مستشفي", "المستشفى"}},
        ArabicWord{"LawWithArticle", "قان", {"قانون", "القانون", "بالقانون", "للقانون"}},
        ArabicWord{"WaterWithArticle", "ميا", {"مياه", "المياه", "والمياه"}},
        ArabicWord{"MinistryBeginsWithWaw", "زار", {"وزارة", "الوزارة", "والوزارة", "ووزارة"}},
        ArabicWord{"CommitmentBeginsAsTheArticle", "تزام", {"التزام", "الالتزام", "بالالتزام", "الالتزامات"}},
        ArabicWord{"AdjectiveOfRelation", "اصطناع", {"اصطناعي", "الاصطناعي", "اصطناعية", "الاصطناعية"}}),
    [](const auto& param) { return param.param.name; });

TEST(ArabicStemOfShortWords, KeepsTwoLetters) {
  EXPECT_EQ(arabic_stem("ال"), "ال");
  EXPECT_EQ(arabic_stem("يه"), "يه");
  EXPECT_EQ(arabic_stem("و"), "و");
  EXPECT_EQ(arabic_stem(""), "");
}

TEST(ArabicStemOfOtherScripts, IsTheWord) { EXPECT_EQ(arabic_stem("gpt4"), "gpt4"); }

}  // namespace
}  // namespace kbsearch::analysis
