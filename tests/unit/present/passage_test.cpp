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

}  // namespace
}  // namespace kbsearch
