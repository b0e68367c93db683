#include "kbsearch/synonyms.hpp"

#include <gtest/gtest.h>

#include "kbsearch/error.hpp"

namespace kbsearch {
namespace {

using Names = std::vector<std::string>;

TEST(Synonyms, ReadsRulesOfBothKinds) {
  const auto synonyms = Synonyms::parse(
      "\xEF\xBB\xBF# vehicles\n"
      "car,  motor vehicle ,automobile\r\n"
      "\n"
      "agi => artificial general intelligence, strong ai  # not the reverse\n"
      "a \\, b \\# c, d \\\\ \\=> e");
  ASSERT_EQ(synonyms.rules().size(), 3u);
  EXPECT_EQ(synonyms.rules()[0].from, (Names{"car", "motor vehicle", "automobile"}));
  EXPECT_TRUE(synonyms.rules()[0].to.empty());
  EXPECT_EQ(synonyms.rules()[1].from, (Names{"agi"}));
  EXPECT_EQ(synonyms.rules()[1].to, (Names{"artificial general intelligence", "strong ai"}));
  EXPECT_EQ(synonyms.rules()[2].from, (Names{"a , b # c", "d \\ => e"}));
}

TEST(Synonyms, ThePrintedFormReadsBack) {
  const auto synonyms = Synonyms::parse("a \\, b \\# c, d \\\\ \\=> e\nx, y => z\n");
  EXPECT_EQ(Synonyms::parse(synonyms.to_text()), synonyms);
  EXPECT_EQ(Synonyms().to_text(), "");
}

struct Broken {
  const char* name;
  std::string text;
  const char* told;
};

class BrokenSynonyms : public testing::TestWithParam<Broken> {};

TEST_P(BrokenSynonyms, AreRefusedWithTheirLine) {
  try {
    Synonyms::parse(GetParam().text);
    FAIL() << "was read";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
    EXPECT_NE(std::string(error.what()).find(GetParam().told), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(Table, BrokenSynonyms,
                         testing::Values(Broken{"Alone", "a, b\nc", "line 2: 'c' stands alone"},
                                         Broken{"EmptyName", "a,,b", "line 1: a name is missing"},
                                         Broken{"NothingLeft", "=> b", "line 1: a name is missing"},
                                         Broken{"NothingRight", "a =>", "line 1: a name is missing"},
                                         Broken{"TwoArrows", "a => b => c", "line 1: there is more than one =>"},
                                         Broken{"NotUtf8", "a, b\n\xFF, c", "line 2: is not UTF-8"},
                                         Broken{"LongName", "a, " + std::string(201, 'x'), "201 bytes"}),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch
