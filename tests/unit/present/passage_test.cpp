#include <gtest/gtest.h>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

Snippet snippet_for(const std::string& record, const std::string& query) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", record + "\n");
  return Searcher::open(directory / "kb").search(query).hits.at(0).snippet;
}

TEST(BestPassage, NamesTheFieldAndKeyPointThatCoversTheQuery) {
  const auto snippet = snippet_for(
      R"({"id":"a","summary":"Nothing of it here.","key_points":["One thing.","Heat pumps save energy.","A third."]})",
      "heat pump");
  EXPECT_EQ(snippet.field, "key_points");
  EXPECT_EQ(snippet.ordinal, 2u);
  EXPECT_EQ(snippet.text, "Heat pumps save energy.");
  EXPECT_EQ(snippet.marks, (std::vector<ByteRange>{{0, 4}, {5, 10}}));
}

TEST(BestPassage, BeginsAtASentence) {
  std::string content;
  for (int i = 0; i < 40; ++i) content += "Sentence number " + std::to_string(i) + " says little. ";
  const auto snippet =
      snippet_for("{\"id\":\"a\",\"content\":\"" + content + "The heat pump stands here. And more.\"}", "heat pump");
  EXPECT_TRUE(snippet.text.starts_with("The heat pump")) << snippet.text;
  EXPECT_FALSE(snippet.starts_inside);
}

TEST(BestPassage, CutsALongSentenceAtWordsRoundTheMatch) {
  std::string content = "start ";
  for (int i = 0; i < 200; ++i) content += "filler ";
  content += "needle ";
  for (int i = 0; i < 200; ++i) content += "filler ";
  const auto snippet = snippet_for("{\"id\":\"a\",\"content\":\"" + content + "\"}", "needle");
  EXPECT_NE(snippet.text.find("needle"), std::string::npos);
  EXPECT_LE(snippet.text.size(), 300u);
  EXPECT_TRUE(snippet.starts_inside);
  EXPECT_TRUE(snippet.ends_inside);
}

TEST(BestPassage, ShowsTheBeginningWhenOnlyTheTitleMatches) {
  const auto snippet =
      snippet_for(R"({"id":"a","title":"Heat pumps","summary":"A text about something else."})", "heat");
  EXPECT_EQ(snippet.field, "summary");
  EXPECT_TRUE(snippet.marks.empty());
}

TEST(BestPassage, FallsBackToTheTitle) {
  const auto snippet = snippet_for(R"({"id":"a","title":"Heat pumps"})", "heat");
  EXPECT_EQ(snippet.field, "title");
  EXPECT_EQ(snippet.marks, (std::vector<ByteRange>{{0, 4}}));
}

std::string filler(int sentences) {
  std::string text;
  for (int i = 0; i < sentences; ++i) text += "Sentence number " + std::to_string(i) + " says little about it. ";
  return text;
}

TEST(BestPassage, EndsWithTheLastWholeWordOfATextThatWasCutOff) {
  const auto snippet = snippet_for(
      R"({"id":"a","content":")" + filler(10) + R"(The heat pump moves warmth from the ground to the roo"})",
      "heat pump");
  EXPECT_TRUE(snippet.text.ends_with("The heat pump moves warmth from the ground to the")) << snippet.text;
  EXPECT_TRUE(snippet.ends_inside);
}

TEST(BestPassage, DoesNotEndInWhatIsNoCut) {
  for (const char* end : {"The heat pump moves warmth to the roof.", "The heat pump moves \\\"warmth\\\"."}) {
    const auto snippet = snippet_for(R"({"id":"a","content":")" + filler(10) + end + "\"}", "heat pump");
    EXPECT_TRUE(snippet.text.ends_with(end[std::string(end).size() - 1])) << snippet.text;
    EXPECT_FALSE(snippet.ends_inside);
  }
  const auto title = snippet_for(R"({"id":"a","key_points":["Heat pumps for old houses"]})", "heat pump");
  EXPECT_EQ(title.text, "Heat pumps for old houses");
  EXPECT_FALSE(title.ends_inside);
}

TEST(BestPassage, GoesOnOrBeginsBeforeWhereItWouldBeAStump) {
  const auto last = snippet_for(
      R"({"id":"a","content":")" + filler(10) + R"(Cold stores keep the frost of winter. 'Heat Pum"})", "heat");
  EXPECT_EQ(last.text.find("Cold stores keep"), last.text.find("Cold")) << last.text;
  EXPECT_GT(last.text.size(), 40u);
  std::string more = "Read about heat. ";
  for (int i = 0; i < 60; ++i) more += "much of the same ";
  const auto first = snippet_for(R"({"id":"a","content":")" + more + "\"}", "heat");
  EXPECT_TRUE(first.text.starts_with("Read about heat. much of the same")) << first.text;
  EXPECT_TRUE(first.text.ends_with("same") || first.text.ends_with("much") || first.text.ends_with("of") ||
              first.text.ends_with("the"))
      << first.text;
  EXPECT_TRUE(first.ends_inside);
}

TEST(BestPassage, LeavesOutAHeadingAtItsEnd) {
  const auto snippet = snippet_for(
      R"({"id":"a","content":"A heat pump moves warmth from the ground into a house, and does so with little current, whatever the weather.\n\nCosts and grants\n\nThe price of a system depends on the ground, the house and the country that it stands in, on who digs, on how deep they dig, and on what they find there on the way down to where it is warm enough."})",
      "heat pump");
  EXPECT_TRUE(snippet.text.ends_with("whatever the weather.")) << snippet.text;
}

TEST(BestPassage, LeavesOutAMenuBeforeIt) {
  const auto snippet = snippet_for(
      R"({"id":"a","content":"Skip to main content Home News Events About Careers Contact Subscribe Log in Search A heat pump moves warmth from the cold ground into a warm house, and it does so with little current."})",
      "heat pump");
  EXPECT_NE(snippet.text.find("A heat pump moves"), snippet.text.npos) << snippet.text;
  EXPECT_EQ(snippet.text.find("Contact"), snippet.text.npos) << snippet.text;
  EXPECT_TRUE(snippet.starts_inside);
}

}  // namespace
}  // namespace kbsearch
