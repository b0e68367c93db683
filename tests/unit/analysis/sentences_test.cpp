#include "analysis/sentences.hpp"

#include <gtest/gtest.h>

#include "analysis/acronym.hpp"
#include "analysis/keyword.hpp"

namespace kbsearch::analysis {
namespace {

using Starts = std::vector<std::uint32_t>;

TEST(SentenceStarts, FollowFullStopsBeforeCapitals) {
  EXPECT_EQ(sentence_starts("One. Two! Three? four"), (Starts{0, 5, 10}));
}

TEST(SentenceStarts, PassOverAbbreviationsInitialsAndNumbers) {
  EXPECT_EQ(sentence_starts("Dr. Smith et al. Found 3.5 of J. Doe."), (Starts{0}));
  EXPECT_EQ(sentence_starts("Remember what Sen. Wiener of St. Paul, Inc. Said on Jan. 5? Yes."), (Starts{0, 60}));
}

TEST(SentenceStarts, FollowLinesThatBeginAnew) {
  EXPECT_EQ(sentence_starts("  Menu\n  Home\ngoes on\n\n"), (Starts{2, 9}));
}

TEST(SentenceStarts, FollowIdeographicStops) { EXPECT_EQ(sentence_starts("中文。文字"), (Starts{0, 9})); }

TEST(SentenceStarts, AreNoneForBlankText) { EXPECT_TRUE(sentence_starts(" \n ").empty()); }

TEST(AcronymOf, TakesTheInitialsOfANamesLargeWords) {
  EXPECT_EQ(acronym_of("Center for Security and Emerging Technology"), "cset");
  EXPECT_EQ(acronym_of("Machine Intelligence Research Institute (MIRI)"), "miri");
  EXPECT_EQ(acronym_of("The Future of Life Institute"), "fli");
}

TEST(AcronymOf, IsEmptyForSentencesAndShortNames) {
  EXPECT_EQ(acronym_of("How the board works in practice"), "");
  EXPECT_EQ(acronym_of("Open Philanthropy"), "");
  EXPECT_EQ(acronym_of(""), "");
}

TEST(FoldKeyword, ComparesWithoutCaseAccentsAndSpacing) {
  EXPECT_EQ(fold_keyword("  Press \n Release "), "press release");
  EXPECT_EQ(fold_keyword("Économie"), "economie");
  EXPECT_LE(fold_keyword(std::string(900, 'k')).size(), 200u);
}

}  // namespace
}  // namespace kbsearch::analysis
