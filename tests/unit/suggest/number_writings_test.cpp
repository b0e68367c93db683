#include "suggest/number_writings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace kbsearch::suggest {
namespace {

std::vector<std::string> writings_of(const std::string& words) {
  std::vector<std::string> all;
  std::istringstream text(words);
  for (std::string word; text >> word;) all.push_back(word);
  return other_writings(all);
}

bool has(const std::string& words, const std::string& writing) {
  const auto all = writings_of(words);
  return std::find(all.begin(), all.end(), writing) != all.end();
}

TEST(OtherWritings, OfADayAreThoseThatPeopleUse) {
  for (const char* text : {"2023 11 05", "5 november 2023", "november 5 2023", "5th nov 2023", "05.11.2023",
                           "5 novembre 2023", "5er nov 2023"}) {
    for (const char* other : {"2023-11-05", "5 november 2023", "november 5th 2023", "nov 5 2023", "5.11.2023"}) {
      EXPECT_TRUE(has(text, other) || std::string(text) == other) << text << " as " << other;
    }
  }
  EXPECT_TRUE(has("november 2023", "2023-11"));
  EXPECT_TRUE(has("2023 11", "november 2023"));
}

TEST(OtherWritings, OfADayThatIsNoneAreNone) {
  for (const char* text : {"2023 02 30", "2023 13 01", "31 june 2023", "4 5 2023", "05.13.2023", "0 march 2023",
                           "november 5", "march 20234"}) {
    for (const auto& writing : writings_of(text)) EXPECT_EQ(writing.find("20"), std::string::npos) << text;
  }
}

TEST(OtherWritings, OfAnAmountAreItsShortAndItsLongOne) {
  EXPECT_TRUE(has("50 million", "50m"));
  EXPECT_TRUE(has("50m", "50 million"));
  EXPECT_TRUE(has("1.5bn", "1.5 billion"));
  EXPECT_TRUE(has("3 billions", "3bn"));
  EXPECT_TRUE(has("100k", "100 thousand"));
  EXPECT_TRUE(has("3 million", "3 mio"));
  EXPECT_TRUE(has("10k", "10000"));
  EXPECT_TRUE(has("10000", "10k"));
  EXPECT_TRUE(has("5000000", "5 million"));
  EXPECT_TRUE(has("12.5", "12,5"));
  EXPECT_TRUE(has("12 5", "12.5"));
  EXPECT_TRUE(writings_of("a million").empty());
  EXPECT_TRUE(writings_of("5km").empty());
}

TEST(OtherWritings, OfANumberAreItsGroups) {
  EXPECT_TRUE(has("12 000", "12000"));
  EXPECT_TRUE(has("12000", "12.000"));
  EXPECT_EQ(writings_of("1234567"), (std::vector<std::string>{"1 234 567", "1.234.567"}));
  EXPECT_TRUE(writings_of("007").empty());
  EXPECT_TRUE(writings_of("0 123").empty());
}

TEST(OtherWritings, OfOtherWordsAreNone) {
  for (const char* text : {"", "pump", "heat pump", "sb 1047", "gpt4", "1.2.3", ".", "-5 march 2024"}) {
    EXPECT_TRUE(writings_of(text).empty()) << text;
  }
}

TEST(OtherNumerals, AreOfTheSameKind) {
  EXPECT_EQ(other_numerals("2"), (std::vector<std::string>{"ii", "two"}));
  EXPECT_EQ(other_numerals("xiv"), (std::vector<std::string>{"14", "fourteen"}));
  EXPECT_EQ(other_numerals("3rd"), (std::vector<std::string>{"third"}));
  EXPECT_EQ(other_numerals("twelfth"), (std::vector<std::string>{"12th"}));
  EXPECT_TRUE(other_numerals("21").empty());
  EXPECT_TRUE(other_numerals("pump").empty());
}

}  // namespace
}  // namespace kbsearch::suggest
