// What the tools say: as their schemas tell, within their budgets, in words that can be acted upon.
#include <gtest/gtest.h>

#include <algorithm>

#include "mcp/own_index.hpp"
#include "mcp/support.hpp"

namespace kbsearch {
namespace {

using test::OwnIndex;
using test::policy_index;
using test::TestJson;
using test::TestSession;

std::map<std::string, TestJson> schemas(TestSession& session) {
  std::map<std::string, TestJson> all;
  const TestJson tools = session.ask("tools/list").at("result").at("tools");
  for (const auto& tool : tools) all[tool.at("name").get<std::string>()] = tool.at("outputSchema");
  return all;
}

std::size_t tokens_of(const TestJson& result) {
  const auto text = result.at("content").at(0).at("text").get<std::string>().size();
  return (std::max(text, result.at("structuredContent").dump().size()) + 3) / 4;
}

TEST(McpTools, AnswerAsTheirSchemasSayAndWithinTheirBudgets) {
  TestSession session;
  const auto schema = schemas(session);
  std::size_t count = 0;
  const auto check = [&](const std::string& tool, const TestJson& arguments) {
    const auto result = session.call(tool, arguments);
    ASSERT_EQ(result.at("isError"), false) << result;
    EXPECT_EQ(test::fault_by_schema(schema.at(tool), result.at("structuredContent")), "") << tool << arguments;
    if (arguments.contains("max_tokens")) {
      EXPECT_LE(tokens_of(result), arguments["max_tokens"].get<std::size_t>()) << tool << arguments << result;
    }
    ++count;
  };
  const auto queries = test::sample_queries();
  for (std::size_t i = 0; i < queries.size(); i += 4) {
    const auto& query = queries[i].second;
    for (const int budget : {300, 700, 3'000}) {
      check("search",
            {{"query", query}, {"max_tokens", budget}, {"passages", 1 + count % 5}, {"limit", 1 + count % 20}});
      check("check_claim", {{"claim", query}, {"max_tokens", 2 * budget}});
    }
    const auto found = session.told("search", {{"query", query}});
    check("search", {{"query", query}, {"facets", {"type", "tag:3", "published:month:2"}}, {"sort", "published:asc"}});
    check("facets", {{"query", query}, {"facets", {"type", "importance", "authors"}}});
    if (found.at("hits").empty()) continue;
    const auto id = found.at("hits").at(0).at("id");
    check("explain", {{"query", query}, {"ids", {id, "no-such-record", found.at("hits").back().at("id")}}});
    check("explain", {{"query", query}, {"ids", {id}}, {"max_tokens", 200 + 10 * query.size()}});
    check("similar", {{"id", id}, {"max_tokens", 500}});
    check("get_record", {{"id", id}, {"max_tokens", 300 + count % 700}});
  }
  check("facets", TestJson::object());
  check("search", {{"query", "zyxwv"}});
  check("search", {{"query", "pytroch gouvernance"}, {"filter", "type:papr"}});
  check("search", {{"query", "heat \"open ( published:never importance:high"}});
  check("check_claim", {{"claim", "zyxwv"}, {"filter", "type:paper"}});
  EXPECT_GT(count, 200u);
}

TEST(McpTools, SayInTheTextWhatTheyGiveAsStructure) {
  TestSession session;
  const auto result = session.call("search", {{"query", "pytorch governance pytroch"}, {"facets", {"type"}}});
  const std::string text = result.at("content").at(0).at("text");
  const auto& told = result.at("structuredContent");
  EXPECT_NE(text.find(told.at("total").at("value").dump() + " records match"), std::string::npos) << text;
  for (const auto& hit : told.at("hits")) {
    EXPECT_NE(text.find("[" + hit.at("id").get<std::string>() + "] " + hit.at("title").get<std::string>()),
              std::string::npos);
    for (const auto& passage : hit.value("passages", TestJson::array())) {
      EXPECT_NE(text.find(passage.at("text").get<std::string>()), std::string::npos);
    }
  }
  for (const auto& note : told.at("notes")) EXPECT_NE(text.find(note.get<std::string>()), std::string::npos);
  EXPECT_NE(text.find(told.at("next_cursor").get<std::string>()), std::string::npos);
  EXPECT_NE(text.find("Counts of type: "), std::string::npos);
}

TEST(McpSearch, GoesOnByItsCursorThoughTheBudgetCutThePage) {
  TestSession session;
  std::vector<std::string> paged;
  TestJson arguments = {{"query", "governance"}, {"limit", 10}, {"max_tokens", 350}};
  for (int page = 0; page < 100; ++page) {
    const auto told = session.told("search", arguments);
    for (const auto& hit : told.at("hits")) {
      paged.push_back(hit.at("id"));
      EXPECT_EQ(hit.at("rank"), paged.size());
    }
    if (!told.contains("next_cursor")) break;
    EXPECT_LT(told.at("hits").size(), 10u);
    arguments["cursor"] = told.at("next_cursor");
  }
  std::vector<std::string> whole;
  for (const auto& hit : test::sample_searcher().search("governance", {.limit = 1'000}).hits) {
    whole.push_back(hit.record_id);
  }
  EXPECT_EQ(paged, whole);
  EXPECT_GT(paged.size(), 10u);
}

TEST(McpSearch, CutsPassagesAroundWhatMatched) {
  TestSession session;
  const auto told = session.told("search", {{"query", "pytorch foundation"}, {"max_tokens", 330}, {"limit", 3}});
  ASSERT_GE(told.at("hits").size(), 1u);
  std::size_t with_words = 0;
  for (const auto& hit : told.at("hits")) {
    for (const auto& passage : hit.value("passages", TestJson::array())) {
      std::string text = passage.at("text");
      EXPECT_LE(text.size(), 300u);
      std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
      with_words += text.find("pytorch") != text.npos || text.find("foundation") != text.npos;
    }
  }
  EXPECT_EQ(with_words, told.at("hits").size());
}

TEST(McpSearch, TellsWhyNothingWasFound) {
  auto session = policy_index().session();
  const auto by_filter = session.told("search", {{"query", "evaluations"}, {"filter", "type:reports"}});
  EXPECT_TRUE(by_filter.at("hits").empty());
  const auto notes = by_filter.at("notes").dump();
  EXPECT_NE(notes.find("without the filter 1 record would match"), std::string::npos) << notes;
  EXPECT_NE(notes.find("values near it: 'report'"), std::string::npos) << notes;
  const auto unknown = session.told("search", {{"query", "liability"}});
  EXPECT_EQ(unknown.at("unknown_words"), TestJson({"liability"}));
  EXPECT_EQ(unknown.at("total").at("value"), 0);
}

TEST(McpTools, RefuseArgumentsInWordsThatTellTheWayOut) {
  struct Row {
    const char* name;
    const char* tool;
    TestJson arguments;
    std::vector<std::string> said;
  };
  const Row kRows[] = {
      {"Nothing", "search", TestJson::object(), {"'query'", "'filter'"}},
      {"UnknownArgument", "search", {{"query", "x"}, {"limt", 3}}, {"'limt'", "did you mean 'limit'?", "'max_tokens'"}},
      {"NumberAsText", "search", {{"query", "x"}, {"limit", "many"}}, {"'limit'", "whole number from 1 to 50"}},
      {"Fraction", "search", {{"query", "x"}, {"limit", 1.5}}, {"1.5", "from 1 to 50"}},
      {"TooMany", "search", {{"query", "x"}, {"limit", 51}}, {"51", "from 1 to 50"}},
      {"Negative", "search", {{"query", "x"}, {"limit", -1}}, {"-1", "from 1 to 50"}},
      {"HugeNumber", "search", {{"query", "x"}, {"limit", 1e300}}, {"from 1 to 50"}},
      {"QueryIsAList", "search", {{"query", {"a", "b"}}}, {"'query'", "must be a text"}},
      {"QueryIsTooLong", "search", {{"query", std::string(5'000, 'x')}}, {"5000 bytes", "4096"}},
      {"TooManyFacets",
       "search",
       {{"query", "x"}, {"facets", TestJson(std::vector<std::string>(9, "tag"))}},
       {"9", "8"}},
      {"UnknownFilterField",
       "search",
       {{"query", "x"}, {"filter", "tpye:paper"}},
       {"'tpye'", "'type'", "importance", "published"}},
      {"FarFilterField", "search", {{"query", "x"}, {"filter", "colour:red"}}, {"'colour'", "type", "importance"}},
      {"NoFilter", "search", {{"query", "x"}, {"filter", "paper"}}, {"'paper'", "FIELD:VALUE", "type"}},
      {"BadDate", "search", {{"query", "x"}, {"filter", "published:2022-13"}}, {"2022-13", "2024-05"}},
      {"UnknownFacet", "search", {{"query", "x"}, {"facets", {"tpye"}}}, {"tpye"}},
      {"FacetStep", "facets", {{"facets", {"published:mnth"}}}, {"published:mnth", "did you mean 'month'?"}},
      {"FacetOfTooMany", "facets", {{"facets", {"tag:1000"}}}, {"tag:1000", "up to 100"}},
      {"SortField", "search", {{"query", "x"}, {"sort", "publishd"}}, {"publishd"}},
      {"SortDirection", "search", {{"query", "x"}, {"sort", "published:down"}}, {"FIELD:asc"}},
      {"ForeignCursor", "search", {{"query", "x"}, {"cursor", "zz"}}, {"cursor"}},
      {"NoId", "get_record", TestJson::object(), {"'id' is missing"}},
      {"EmptyId", "get_record", {{"id", ""}}, {"'id'", "not empty"}},
      {"UnknownId", "get_record", {{"id", "nope"}}, {"'nope'", "square brackets"}},
      {"UnknownPart", "get_record", {{"id", "chips"}, {"parts", {"sumary"}}}, {"'sumary'", "did you mean 'summary'?"}},
      {"OffsetBeyond", "get_record", {{"id", "chips"}, {"offset", 99'999}}, {"99999", "bytes"}},
      {"NothingLike", "similar", {{"id", "nope"}}, {"'nope'"}},
      {"NoClaim", "check_claim", TestJson::object(), {"'claim' is missing"}},
      {"NoIds", "explain", {{"query", "x"}, {"ids", TestJson::array()}}, {"'ids'", "1 to 5"}},
      {"TooManyIds", "explain", {{"query", "x"}, {"ids", {"a", "b", "c", "d", "e", "f"}}}, {"6", "5"}},
      {"ArgumentsAreAList", "search", TestJson::array({1}), {"'arguments' must be an object"}},
  };
  auto session = policy_index().session();
  for (const auto& row : kRows) {
    const auto refusal = session.refusal(row.tool, row.arguments);
    EXPECT_FALSE(refusal.empty()) << row.name;
    EXPECT_LT(refusal.size(), 1'000u) << row.name;
    for (const auto& said : row.said) EXPECT_NE(refusal.find(said), std::string::npos) << row.name << ": " << refusal;
  }
}

TEST(McpTools, TakeNullForAnArgumentThatIsNotGivenAndOneTextForAList) {
  auto session = policy_index().session();
  const auto told =
      session.told("search", {{"query", "chips"}, {"filter", nullptr}, {"limit", 5.0}, {"facets", "type"}});
  EXPECT_EQ(told.at("hits").size(), 2u);
  EXPECT_EQ(told.at("facets").at(0).at("field"), "type");
  const auto nothing_given = session.ask("tools/call", {{"name", "facets"}}).at("result");
  EXPECT_EQ(nothing_given.at("isError"), false);
}

TEST(McpGetRecord, GivesTheWholeRecordInPiecesOfAnySize) {
  TestSession session;
  const auto id = session.told("search", {{"query", "pytorch"}}).at("hits").at(0).at("id");
  const auto pieces = [&](int budget) {
    std::map<std::string, std::string> texts;
    TestJson arguments = {{"id", id}, {"max_tokens", budget}};
    for (int page = 0; page < 1'000; ++page) {
      const auto told = session.told("get_record", arguments);
      for (const auto& part : told.at("parts")) texts[part.at("name")] += part.at("text").get<std::string>();
      if (!told.contains("next_offset")) return texts;
      EXPECT_GT(told.at("next_offset"), arguments.value("offset", 0));
      arguments["offset"] = told.at("next_offset");
    }
    return std::map<std::string, std::string>();
  };
  const auto whole = pieces(20'000);
  EXPECT_GT(whole.size(), 5u);
  EXPECT_EQ(whole.at("id"), id);
  EXPECT_EQ(pieces(200), whole);
  EXPECT_EQ(pieces(333), whole);
}

TEST(McpGetRecord, GivesTheChosenPartsInTheirOrder) {
  auto session = policy_index().session();
  const auto told = session.told("get_record", {{"id", "gov-compute"}, {"parts", {"content", "tags", "title"}}});
  ASSERT_EQ(told.at("parts").size(), 3u);
  EXPECT_EQ(told.at("parts").at(0).at("name"), "content");
  EXPECT_EQ(told.at("parts").at(1).at("text"), "policy");
  EXPECT_EQ(told.at("parts").at(2).at("text"), "Compute governance");
}

TEST(McpTools, ShowTextOfOthersWithoutWhatSteersATerminal) {
  const std::string hostile =
      "Heat \x1b[31mred\x1b[0m \xE2\x80\xAE"
      "desrever \x07 \xC2\x9B"
      "31m pump";
  const std::string title(10'000, 'T');
  const OwnIndex index({{{"id",
                          "a\xE2\x80\xAE"
                          "b"},
                         {"title", hostile},
                         {"summary", hostile},
                         {"tags", {hostile}},
                         {"url", hostile},
                         {"odd \x1b[0m name", hostile}},
                        {{"id", "long"},
                         {"title", "pump " + title},
                         {"url", "https://x/" + title},
                         {"type", title},
                         {"tags", std::vector<std::string>(500, "pump")}}});
  auto session = index.session();
  const auto check = [](TestJson result) {
    for (const char* list : {"hits", "evidence", "records"}) {  // ids are exact, for a program
      if (!result.contains("structuredContent") || !result["structuredContent"].contains(list)) continue;
      for (auto& one : result["structuredContent"][list]) one.erase("id");
    }
    if (result.contains("structuredContent")) result["structuredContent"].erase("id");
    const auto text = result.dump();
    EXPECT_EQ(text.find("\\u001b"), std::string::npos) << text;
    EXPECT_EQ(text.find("\\u0007"), std::string::npos) << text;
    EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos) << text;
    EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos) << text;
    EXPECT_LT(text.size(), 40'000u);
  };
  check(session.call("search", {{"query", "pump \x1b[31m"}, {"facets", {"tag", "type"}}}));
  check(session.call("check_claim", {{"claim", "heat pump \x1b[31m desrever"}}));
  check(session.call("similar", {{"id", "long"}}));
  check(session.call("get_record", {{"id",
                                     "a\xE2\x80\xAE"
                                     "b"}}));
  check(session.call("explain", {{"query", "pump"},
                                 {"ids",
                                  {"a\xE2\x80\xAE"
                                   "b",
                                   "long"}}}));
  check(session.call("search", {{"query", "x"}, {"filter", "\x1b[0m:x"}}));
  check(session.call("search", {{"\x1b[0m", "x"}}));
}

TEST(McpTools, AnswerOddCallsWithoutHarm) {
  TestSession session;
  std::string words;
  for (int i = 0; i < 400; ++i) words += "word" + std::to_string(i) + ' ';
  const std::string kQueries[] = {words,
                                  std::string(4'000, '('),
                                  "a* b* c* d* e* f* g* h*",
                                  std::string("nul\0byte", 8),
                                  "\"\"\"\"",
                                  "\xF0\x9F\x9A\x80",
                                  std::string(2'000, 'a'),
                                  "+ - + - NOT NOT NOT",
                                  "数据 治理 機器學習"};
  for (const auto& query : kQueries) {
    for (const auto& [tool, arguments] :
         {std::pair<const char*, TestJson>{"search", {{"query", query}, {"max_tokens", 100}}},
          {"check_claim", {{"claim", query}, {"max_tokens", 100}}},
          {"facets", {{"query", query}, {"facets", {"type"}}}}}) {
      const auto result = session.call(tool, arguments);
      EXPECT_EQ(result.at("isError"), false) << result;
      EXPECT_LT(result.dump().size(), 8'000u) << tool << ' ' << query.substr(0, 40);
    }
  }
}

TEST(McpTools, WorkOnAnEmptyIndex) {
  const OwnIndex index({});
  auto session = index.session();
  EXPECT_EQ(session.told("search", {{"query", "heat"}}).at("total").at("value"), 0);
  const auto claim = session.told("check_claim", {{"claim", "heat rises"}});
  EXPECT_EQ(claim.at("coverage"), "none");
  EXPECT_EQ(claim.at("searched").at("records"), 0);
  EXPECT_EQ(session.told("facets", TestJson::object()).at("total").at("value"), 0);
  EXPECT_TRUE(session.ask("resources/list").at("result").at("resources").empty());
}

}  // namespace
}  // namespace kbsearch
