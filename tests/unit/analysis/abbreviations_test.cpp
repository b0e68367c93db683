#include "analysis/abbreviations.hpp"

#include <gtest/gtest.h>

#include <string>

namespace kbsearch::analysis {
namespace {

struct Case {
  const char* name;
  const char* text;
  const char* pairs;  ///< "name=SHORT;..."
};

class Abbreviations : public testing::TestWithParam<Case> {};

TEST_P(Abbreviations, AreFoundWithTheirNames) {
  std::string pairs;
  for (const auto& [name, abbreviated] : abbreviations_in(GetParam().text)) {
    pairs.append(name).append("=").append(abbreviated).append(";");
  }
  EXPECT_EQ(pairs, GetParam().pairs);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Abbreviations,
    testing::Values(
        Case{"Plain", "The Center for Security and Emerging Technology (CSET) reports.",
             "Center for Security and Emerging Technology=CSET;"},
        Case{"LetterInsideAWord", "deoxyribonucleic acid ligase (DNAL)", "deoxyribonucleic acid ligase=DNAL;"},
        Case{"Plural", "Large language models (LLMs) answer.", "Large language models=LLM;"},
        Case{"SmallWordInside", "the Abstraction and Reasoning Corpus (ARC)", "Abstraction and Reasoning Corpus=ARC;"},
        Case{"OtherWayRound", "NIST (National Institute of Standards and Technology) wrote it",
             "National Institute of Standards and Technology=NIST;"},
        Case{"Hyphen", "Retrieval-augmented generation pipelines (RAG-P)",
             "Retrieval-augmented generation pipelines=RAG-P;"},
        Case{"TwoInOneText", "heat pumps coalition (HPC) and air quality index (AQI)",
             "heat pumps coalition=HPC;air quality index=AQI;"},
        Case{"OtherSentence", "It ended. Something else (SE)", "Something else=SE;"},
        Case{"NoLettersOfIt", "a remark in brackets (IPCC)", ""}, Case{"Year", "Announced by them (2024)", ""},
        Case{"OneWord", "Governance (GV)", ""}, Case{"LowerCase", "one or several word (wd)", ""},
        Case{"Nested", "((((A) B) C", ""}, Case{"Open", "National Institute (NI", ""}, Case{"Nothing", "", ""}),
    [](const auto& param) { return param.param.name; });

TEST(AbbreviationsIn, TakesTimeLinearInBrackets) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "word (AB ";
  EXPECT_TRUE(abbreviations_in(text).empty());
}

}  // namespace
}  // namespace kbsearch::analysis
