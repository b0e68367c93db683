// What is quoted or required is that word: not a part of a name, and no amount where a version is asked.
#include <gtest/gtest.h>

#include "support/searched_lines.hpp"

namespace kbsearch {
namespace {

using Ids = std::set<std::string>;

class PartsOfNames : public testing::Test {
 protected:
  test::SearchedLines lines_{
      R"({"id":"name","title":"OpenAI","content":"OpenAI source of news. Nothing else is opened."}
{"id":"word","title":"Doors","content":"The door is open, and its source of light is on."}
{"id":"both","title":"Both","content":"OpenAI keeps an open door."}
{"id":"phrase","title":"Code","content":"All of it is open source."}
{"id":"parts","title":"Api","content":"getUserById reads HttpRequest."}
)"};
};

TEST_F(PartsOfNames, AreNotMeantByAQuotedWord) {
  EXPECT_EQ(lines_.ids("\"open\""), (Ids{"word", "both", "phrase"}));
  EXPECT_EQ(lines_.ids("\"open source\""), Ids{"phrase"});
  EXPECT_EQ(lines_.ids("title:\"open\""), Ids{});
  EXPECT_EQ(lines_.ids("\"OpenAI\""), (Ids{"name", "both"}));
  EXPECT_EQ(lines_.ids("\"request\""), Ids{});
}

TEST_F(PartsOfNames, AreFoundByPlainAndCutWords) {
  EXPECT_EQ(lines_.ids("open"), (Ids{"name", "word", "both", "phrase"}));
  EXPECT_EQ(lines_.ids("request"), Ids{"parts"});
  EXPECT_EQ(lines_.ids("requ*"), Ids{"parts"});
  EXPECT_EQ(lines_.ids("content:requ*"), Ids{"parts"});
  EXPECT_EQ(lines_.ids("content:request"), Ids{"parts"});
  EXPECT_EQ(lines_.marked("requ*"), "Request");
  EXPECT_EQ(lines_.marked("request"), "Request");
}

class AskedVersions : public testing::Test {
 protected:
  test::SearchedLines lines_{
      R"({"id":"with-v","content":"The tool v3.2 is out."}
{"id":"without","content":"Version 3.2 of the tool is out, then Python 3.9."}
{"id":"amount","content":"It cost 3.2 million dollars, some 3.2 percent more than before."}
{"id":"both","content":"At v3.2 of the tool there were 3.2 million of them."}
{"id":"other","content":"The tool v3.20 and v2 of it."}
)"};
};

TEST_F(AskedVersions, ThatAreRequiredHaveAVOrNoneAndAreNoAmounts) {
  const Ids expected{"with-v", "without", "both"};
  for (const char* text : {"+v3.2", "\"v3.2\"", "V3.2 AND tool", "content:v3.2", "content:\"v3.2\"", "tool +v3.2"}) {
    EXPECT_EQ(lines_.ids(text), expected) << text;
  }
  EXPECT_EQ(lines_.ids("-v3.2 tool"), Ids{"other"});
  EXPECT_EQ(lines_.first("+v3.2"), "with-v");
}

TEST_F(AskedVersions, WithoutAVAreAnyNumber) {
  EXPECT_EQ(lines_.ids("+3.2"), (Ids{"with-v", "without", "amount", "both"}));
}

}  // namespace
}  // namespace kbsearch
