// Chinese is found in both of its writings, whichever is asked, with marks where they belong.
#include <gtest/gtest.h>

#include "support/searched_lines.hpp"

namespace kbsearch {
namespace {

const test::SearchedLines& both() {
  static const test::SearchedLines lines(
      R"({"id":"hans","title":"人工智能治理","content":"各国政府正在讨论如何监管大型语言模型。专家建议成立独立机构，对模型进行安全评估。","tags":["经济发展"]}
{"id":"hant","title":"人工智能治理","content":"各國政府正在討論如何監管大型語言模型。專家建議成立獨立機構，對模型進行安全評估。","tags":["經濟發展"]}
{"id":"other","title":"碳中和","content":"太阳能和风能发展迅速，电网需要更多的储能设施。","tags":["能源"]}
)");
  return lines;
}

using Ids = std::set<std::string>;

TEST(ChineseWritings, AreFoundByEitherOne) {
  const Ids all{"hans", "hant"};
  for (const char* text : {"监管语言模型", "監管語言模型", "專家", "专家", "独立机构", "+獨立機構", "讨论 AND 專家",
                           "content:讨论", "content:討論", "经济", "經濟"}) {
    EXPECT_EQ(both().ids(text), all) << text;
  }
}

TEST(ChineseWritings, InQuotesTagsAndCutWordsAreAsTyped) {
  for (const char* text : {"\"安全評估\"", "tag:經濟發展", "專家*"}) EXPECT_EQ(both().ids(text), Ids{"hant"}) << text;
  for (const char* text : {"\"安全评估\"", "tag:经济发展", "专家*"}) EXPECT_EQ(both().ids(text), Ids{"hans"}) << text;
}

TEST(ChineseWritings, OfAQueryScoreAlike) {
  const auto simplified = both().search("专家讨论监管语言模型");
  const auto traditional = both().search("專家討論監管語言模型");
  ASSERT_EQ(simplified.hits.size(), traditional.hits.size());
  for (std::size_t i = 0; i < simplified.hits.size(); ++i) {
    EXPECT_EQ(simplified.hits[i].record_id, traditional.hits[i].record_id);
    EXPECT_DOUBLE_EQ(simplified.hits[i].score, traditional.hits[i].score);
  }
}

TEST(ChineseWritings, AreMarkedWhereTheyStand) {
  for (const auto& hit : both().search("監管").hits) {
    ASSERT_EQ(hit.snippet.marks.size(), 1u) << hit.record_id;
    const auto mark = hit.snippet.marks[0];
    EXPECT_EQ(hit.snippet.text.substr(mark.begin, mark.end - mark.begin), hit.record_id == "hant" ? "監管" : "监管");
  }
}

}  // namespace
}  // namespace kbsearch
