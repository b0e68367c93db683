// What check_claim says of a claim, and what it never says.
#include <gtest/gtest.h>

#include "mcp/own_index.hpp"
#include "mcp/support.hpp"

namespace kbsearch {
namespace {

using test::OwnIndex;
using test::policy_index;
using test::TestSession;

struct ClaimRow {
  const char* name;
  const char* claim;
  const char* coverage;
  std::vector<std::string> said;
};

TEST(McpCheckClaim, TellsHowFarTheWordsWereFound) {
  const ClaimRow kRows[] = {
      {"Together", "Export controls on chips are a kind of compute governance", "together", {"read whether"}},
      {"ByTitleAndPassage", "Chips: few firms make the machines", "together", {"[chips]"}},
      {"OneWordIsInNone", "Export controls on chips of Brazil", "partial", {"none has all its words", "'brazil'"}},
      {"WordsInDifferentRecords", "Evaluations of semiconductors", "partial", {"none has all its words"}},
      {"NoWord", "Photosynthesis produces oxygen", "none", {"of 3 records, none has a word of it"}},
      {"OperatorsAreWords", "-chips \"machines (that:make", "together", {"[chips]"}},
      {"ByAnotherName", "CSET writes on semiconductors", "partial", {"'writes'"}},
  };
  auto session = policy_index().session();
  for (const auto& row : kRows) {
    const auto result = session.call("check_claim", {{"claim", row.claim}});
    ASSERT_EQ(result.at("isError"), false) << row.name << result;
    const auto& told = result.at("structuredContent");
    EXPECT_EQ(told.at("coverage"), row.coverage) << row.name << told.dump(1);
    EXPECT_EQ(told.at("searched").at("records"), 3) << row.name;
    const std::string text = result.at("content").at(0).at("text");
    EXPECT_NE(text.find("not what is true"), std::string::npos) << row.name;
    for (const auto& said : row.said) EXPECT_NE(text.find(said), std::string::npos) << row.name << ": " << text;
  }
}

TEST(McpCheckClaim, NeverSaysThatAClaimIsTrueOrFalse) {
  TestSession session;
  const auto queries = test::sample_queries();
  for (std::size_t i = 0; i < queries.size(); i += 4) {
    const std::string conclusion = session.told("check_claim", {{"claim", queries[i].second}}).at("conclusion");
    for (const char* word : {" true", " false", "correct", "wrong", "confirmed", "refuted", "supported"}) {
      EXPECT_EQ(conclusion.find(word), std::string::npos) << conclusion;
    }
  }
}

TEST(McpCheckClaim, TellsThatTheFilterIsTheReason) {
  auto session = policy_index().session();
  const auto told = session.told("check_claim", {{"claim", "dangerous evaluations"}, {"filter", "type:report"}});
  EXPECT_EQ(told.at("coverage"), "none");
  EXPECT_EQ(told.at("searched").at("records"), 1);
  const std::string conclusion = told.at("conclusion");
  EXPECT_NE(conclusion.find("Not under this filter"), std::string::npos) << conclusion;
  EXPECT_NE(conclusion.find("Without the filter 1 record has some"), std::string::npos) << conclusion;
}

TEST(McpCheckClaim, TellsWordsThatARecordHasButDoesNotShow) {
  const std::string padding = [] {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "Nothing of that sort was said in sentence number " + std::to_string(i) + ". ";
    return text;
  }();
  const OwnIndex index({{{"id", "apart"},
                         {"title", "A long page"},
                         {"content", "The turbine stands in Aarhus. " + padding + "A lighthouse was painted. " +
                                         padding + "Zebras were counted."}},
                        {{"id", "other"}, {"title", "Another page"}, {"content", padding}}});
  auto session = index.session();
  const auto told = session.told("check_claim", {{"claim", "turbine lighthouse zebras"}});
  EXPECT_EQ(told.at("coverage"), "scattered") << told.dump(1);
  EXPECT_EQ(told.at("searched").at("with_all_words"), 1);
  EXPECT_EQ(told.at("evidence").at(0).at("elsewhere_in_record").size(), 1u) << told.dump(1);
}

}  // namespace
}  // namespace kbsearch
