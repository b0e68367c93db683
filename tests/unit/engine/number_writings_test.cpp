// Days, amounts and numerals are found as others write them, where some record does.
#include <gtest/gtest.h>

#include "support/explanations.hpp"
#include "support/searched_lines.hpp"

namespace kbsearch {
namespace {

using Ids = std::set<std::string>;

const test::SearchedLines& lines() {
  static const test::SearchedLines lines(
      R"({"id":"iso","content":"The board met on 2023-11-05 about it."}
{"id":"long","content":"It was signed on November 5, 2023 in Rome."}
{"id":"dotted","language":"de","content":"Am 05.11.2023 in Wien."}
{"id":"short","content":"They raised $50M at once."}
{"id":"spelled","content":"They raised 50 million dollars."}
{"id":"grouped","content":"Some 1,234,567 of them."}
{"id":"thousand","content":"It took 10k steps."}
{"id":"comma","language":"de","content":"Es wuchs um 12,5 Prozent."}
{"id":"roman","content":"After World War II ended."}
{"id":"arabic","content":"After World War 2 ended."}
{"id":"third","content":"It is the third edition of the book."}
)");
  return lines;
}

TEST(Days, AreFoundInEveryWriting) {
  for (const char* text : {"2023-11-05", "5 November 2023", "November 5, 2023", "Nov 5 2023", "5th November 2023",
                           "05.11.2023", "2023/11/05"}) {
    const auto found = lines().ids(text, {.all_words = true});
    EXPECT_EQ(found, (Ids{"iso", "long", "dotted"})) << text;
  }
  EXPECT_EQ(lines().marked("+2023-11-05 -id:iso -id:dotted"), "November|5|2023");
}

TEST(Amounts, AreFoundInEveryWriting) {
  for (const char* text : {"50 million", "$50M", "50m", "$50 million", "50mn"}) {
    EXPECT_EQ(lines().ids(text, {.all_words = true}), (Ids{"short", "spelled"})) << text;
  }
  EXPECT_EQ(lines().ids("1 234 567", {.all_words = true}), Ids{"grouped"});
  EXPECT_EQ(lines().ids("10,000 steps", {.all_words = true}), Ids{"thousand"});
  EXPECT_EQ(lines().ids("12.5", {.all_words = true}), Ids{"comma"});
  EXPECT_EQ(lines().ids("1.234.567", {.all_words = true}), Ids{"grouped"});
}

TEST(Numerals, AreFoundInEveryWritingBesideTheSameWord) {
  EXPECT_EQ(lines().ids("world war 2", {.all_words = true}), (Ids{"roman", "arabic"}));
  EXPECT_EQ(lines().ids("World War II", {.all_words = true}), (Ids{"roman", "arabic"}));
  EXPECT_EQ(lines().ids("3rd edition", {.all_words = true}), Ids{"third"});
  EXPECT_EQ(lines().ids("\"world war 2\""), Ids{"arabic"}) << "a quotation is as it stands";
}

TEST(OtherWritingsOfNumbers, AreExplained) {
  for (const char* text : {"2023-11-05", "50 million", "world war 2"}) {
    for (const auto& hit : lines().search(text, {.explain = true}).hits) {
      EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score) << text;
    }
  }
}

}  // namespace
}  // namespace kbsearch
