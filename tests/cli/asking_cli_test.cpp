// The tool's ways to ask, and what it tells beside the hits.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::json;
using test::run_tool;

std::string index() { return test::sample_index().string(); }

Json json_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--db", index(), "--format", "json"});
  const auto run = run_tool(arguments);
  EXPECT_LE(run.exit_code, 1) << run.err;
  return Json::parse(run.out);
}

TEST(Search, CursorsWalkAllResults) {
  const auto total = json_of({"governance", "-n", "0"})["total"]["value"].get<std::size_t>();
  std::set<std::string> seen;
  std::vector<std::string> arguments = {"governance", "-n", "9", "--no-snippet"};
  for (;;) {
    const auto page = json_of(arguments);
    for (const auto& hit : page["hits"]) EXPECT_TRUE(seen.insert(hit["id"]).second);
    if (page["next_cursor"].is_null()) break;
    arguments = {"governance", "-n", "9", "--no-snippet", "--after", page["next_cursor"]};
  }
  EXPECT_EQ(seen.size(), total);
  const auto other = run_tool({"safety", "--db", index(), "--after", "00"});
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_NE(other.err.find("no cursor"), std::string::npos) << other.err;
}

TEST(Search, CountsRangesAndMonths) {
  const auto facets =
      json_of({"governance", "-n", "0", "--facet", "importance:5", "--facet", "published:month:2", "--facet", "type"});
  EXPECT_EQ(facets["facets"]["published"].size(), 2u);
  EXPECT_NE(facets["facets"]["importance"][0]["value"].get<std::string>().find(".."), std::string::npos);
  EXPECT_GT(facets["facet_details"]["published"]["distinct"].get<int>(), 2);
  const auto refused = run_tool({"governance", "--db", index(), "--facet", "published:week"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.err.find("--facet takes"), std::string::npos) << refused.err;
}

TEST(Search, CollapsesAndShowsHowMany) {
  const auto json = json_of({"governance", "--collapse", "type"});
  std::set<std::string> types;
  for (const auto& hit : json["hits"]) {
    if (!hit["type"].is_null()) {
      EXPECT_TRUE(types.insert(hit["type"]).second);
    }
  }
  EXPECT_EQ(json["groups"].get<std::size_t>(), json["hits"].size());
  EXPECT_NE(run_tool({"governance", "--collapse", "type", "--db", index()}).out.find(" more like it"),
            std::string::npos);
}

TEST(Search, ShowsPassagesFieldsAndWhatIsMissing) {
  const auto json = json_of({"pytorch governance zzyzx", "--passages", "3", "-n", "1"});
  const auto& hit = json["hits"][0];
  ASSERT_TRUE(hit.contains("passages"));
  EXPECT_GT(hit["passages"].size(), 1u);
  EXPECT_EQ(hit["passages"][0], hit["snippet"]);
  EXPECT_GT(hit["matched_fields"]["summary"].get<int>(), 0);
  EXPECT_EQ(hit["missing_words"], Json::array({"zzyzx"}));
  EXPECT_EQ(json["relaxation"]["dropped"], Json::array({"zzyzx"}));
  const auto human = run_tool({"pytorch governance zzyzx", "--db", index(), "-n", "1"});
  EXPECT_NE(human.out.find("without: zzyzx"), std::string::npos) << human.out;
  EXPECT_NE(human.err.find("nothing that matches has all words"), std::string::npos) << human.err;
  EXPECT_EQ(run_tool({"x", "--db", index(), "--passages", "99"}).exit_code, 2);
}

TEST(Search, RequiresAllWordsWhenAsked) {
  const auto any = json_of({"pytorch governance", "-n", "0"})["total"]["value"].get<int>();
  const auto all = json_of({"pytorch governance", "-n", "0", "--all"})["total"]["value"].get<int>();
  EXPECT_GT(all, 0);
  EXPECT_LT(all, any);
}

TEST(Search, TellsWhatEachClauseTakesAway) {
  const auto run = run_tool({"+pytorch", "type:nosuchtype", "--db", index()});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.err.find("type:nosuchtype is met by 0 records; without it 9 would be found"), std::string::npos)
      << run.err;
}

TEST(Search, FindsWhatIsBeingTyped) {
  EXPECT_EQ(run_tool({"pytor", "--db", index()}).exit_code, 1) << "a whole word";
  const auto typed = json_of({"pytorch gov", "--typing", "-n", "3"});
  EXPECT_EQ(typed["hits"][0]["title"], "PyTorch Foundation Announcement");
  EXPECT_EQ(typed["expansions"].back()["reason"], "being typed");
}

TEST(Search, ListsRelatedTags) {
  const auto json = json_of({"governance", "--related", "2", "-n", "1"});
  ASSERT_EQ(json.at("related_tags").size(), 2u);
  EXPECT_EQ(json["related_tags"][0],
            Json({{"value", "governance"}, {"count", 6}, {"records", 6}, {"label", "governance"}}));
  EXPECT_FALSE(json_of({"nuclear", "--related", "3"}).contains("related_tags")) << "its two records share no tag";
  EXPECT_NE(run_tool({"governance", "--related", "3", "--db", index()}).out.find("related tags"), std::string::npos);
}

TEST(Search, MarksWhereASnippetGoesOn) {
  const test::TemporaryDirectory directory;
  const auto db = (directory / "kb").string();
  std::string words;
  for (int i = 0; i < 100; ++i) words += "this and that ";
  test::load_lines(db, "{\"id\":\"a\",\"content\":\"" + words + "heat pumps " + words + "\"}\n");
  const auto hit = Json::parse(run_tool({"heat", "--format", "jsonl", "--db", db}).out);
  const auto text = hit["snippet"]["text"].get<std::string>();
  EXPECT_TRUE(text.starts_with("\u2026 ")) << text;
  EXPECT_TRUE(text.ends_with(" \u2026")) << text;
  const auto mark = hit["snippet"]["marks"][0];
  EXPECT_EQ(text.substr(mark[0], mark[1].get<std::size_t>() - mark[0].get<std::size_t>()), "heat");
}

TEST(Search, TellsWhatAFormatDoesNotShow) {
  const auto facets = run_tool({"governance", "--facet", "type", "--format", "jsonl", "--db", index()});
  EXPECT_EQ(facets.exit_code, 0);
  EXPECT_NE(facets.err.find("--facet and --related"), std::string::npos) << facets.err;
  const auto explained = run_tool({"governance", "--explain", "--format", "trec", "--db", index()});
  EXPECT_EQ(explained.exit_code, 0);
  EXPECT_NE(explained.err.find("--explain and --passages"), std::string::npos) << explained.err;
}

TEST(Search, RefusesWhatItWouldPassOverInSilence) {
  const auto refusal = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"governance", "--db", index()});
    const auto run = run_tool(arguments);
    EXPECT_EQ(run.exit_code, 2);
    return run.err;
  };
  EXPECT_NE(refusal({"--facet", "type", "--facet", "type:3"}).find("given twice"), std::string::npos);
  EXPECT_NE(refusal({"--facet", "tag:month"}).find("'tag' is a keyword"), std::string::npos);
  EXPECT_NE(refusal({"--offset", "-1"}).find("offset is"), std::string::npos);
  EXPECT_NE(refusal({"--collapse", "title"}).find("cannot collapse by 'title'"), std::string::npos);
}

TEST(Similar, IsFoundAlsoWhereThePageIsEmpty) {
  for (const char* page : {"--limit=0", "--offset=5000"}) {
    EXPECT_EQ(run_tool({"similar", "87c36d42aade0023", page, "--db", index()}).exit_code, 0) << page;
    EXPECT_EQ(run_tool({"governance", page, "--db", index()}).exit_code, 0) << page;
  }
}

TEST(Tool, RefusesANegativeCountThatWouldBeAVeryLargeOne) {
  // --prune-cap=-1 would be a prune without a cap. (issue 11)
  const std::vector<std::vector<std::string>> runs = {{"index", "-", "--dry-run", "--prune-cap=-1"},
                                                      {"index", "-", "--dry-run", "--prune-cap", "101"},
                                                      {"index", "-", "--dry-run", "-j-1"},
                                                      {"stats", "--terms=-1"},
                                                      {"suggest", "gov", "--limit=-1"},
                                                      {"similar", "87c36d42aade0023", "--limit", "-1"},
                                                      {"governance", "-n", "-5"},
                                                      {"governance", "--related=-1"}};
  for (auto arguments : runs) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    arguments.insert(arguments.end(), {"--db", index()});
    const auto run = run_tool(arguments);
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_NE(run.err.find(", must be a whole number from 0 to "), std::string::npos) << run.err;
  }
}

TEST(Search, TellsOnStandardErrorInEveryFormatButJson) {
  for (const char* format : {"tsv", "trec", "jsonl"}) {
    const auto run = run_tool({"governance \"open", "--format", format, "--db", index()});
    EXPECT_NE(run.err.find("quote is not closed"), std::string::npos) << format;
    EXPECT_EQ(run_tool({"governance \"open", "--format", format, "--db", index(), "-q"}).err, "");
  }
  const auto batch = run_tool({"--queries", "-", "--all", "--format", "trec", "--db", index()}, "q 1\tpytorch zzyzx\n");
  EXPECT_NE(batch.err.find("q 1: nothing that matches has all words"), std::string::npos) << batch.err;
  EXPECT_TRUE(batch.out.starts_with("q_1 Q0 ")) << batch.out;
}

TEST(Search, TellsWhatAMinusLeavesOutAndIsNotStrictAboutIt) {
  const auto json = json_of({"governance -rf x", "--strict"});
  ASSERT_EQ(json["warnings"].size(), 1u);
  EXPECT_EQ(json["warnings"][0]["at"], 11);
  EXPECT_EQ(json["warnings"][0]["what"],
            "left out: records with 'rf' (a leading minus excludes; to search for it: \\-rf)");
  EXPECT_EQ(json_of({"governance NOT rf"})["warnings"], Json::array());
  EXPECT_EQ(json_of({"governance -\"rf\" -tag:rf -(rf)"})["warnings"], Json::array());
}

TEST(Search, GivesFacetsOfNothingAsEmptyOnes) {
  const auto json = json_of({"zzyzx", "--facet", "tag"});
  EXPECT_EQ(json["facets"]["tag"], Json::array());
  EXPECT_EQ(json["facet_details"]["tag"]["distinct"], 0);
}

TEST(Similar, GoesOnAfterACursor) {
  const auto first = json_of({"similar", "87c36d42aade0023", "-n", "3"});
  const auto second = json_of({"similar", "87c36d42aade0023", "-n", "3", "--after", first["next_cursor"]});
  EXPECT_EQ(second["hits"][0]["rank"], 4);
}

TEST(Explain, AsksAsTheSearchDid) {
  const auto hit = json_of({"CSET", "--no-expand", "--all"})["hits"][0];
  const auto explained =
      json_of({"explain", "CSET", hit["id"], "--no-expand", "--all"})["records"][0]["explanation"]["value"];
  EXPECT_NEAR(explained.get<double>(), hit["score"].get<double>(), 1e-9);
}

TEST(SynonymsCommand, PrintsReplacesAndClears) {
  const test::TemporaryDirectory directory;
  const auto db = (directory / "kb").string();
  test::load_lines(db, "{\"id\":\"a\",\"title\":\"automobile\"}\n");
  EXPECT_EQ(run_tool({"synonyms", "--db", db}).exit_code, 1) << "there are none";
  const auto rules = (directory / "rules.txt").string();
  std::ofstream(rules) << "# mine\ncar, automobile\n";
  EXPECT_EQ(run_tool({"synonyms", rules, "--db", db}).exit_code, 0);
  EXPECT_EQ(run_tool({"synonyms", "--db", db}).out, "car, automobile\n");
  const auto found = run_tool({"car", "--db", db});
  EXPECT_EQ(found.exit_code, 0);
  EXPECT_NE(found.err.find("'car' also as 'automobile' (synonym)"), std::string::npos) << found.err;
  const auto unmet = run_tool({"car", "--filter", "-id:a", "--db", db});
  EXPECT_EQ(unmet.err.find("also as"), std::string::npos) << "no hit says it so: " << unmet.err;
  EXPECT_NE(run_tool({"car", "-v", "--filter", "-id:a", "--db", db}).err.find("also as"), std::string::npos);
  std::ofstream(rules) << "car\n";
  const auto broken = run_tool({"synonyms", rules, "--db", db});
  EXPECT_EQ(broken.exit_code, 2);
  EXPECT_NE(broken.err.find("line 1"), std::string::npos) << broken.err;
  EXPECT_EQ(run_tool({"car", "--db", db}).exit_code, 0) << "broken rules change nothing";
  EXPECT_EQ(run_tool({"synonyms", "--clear", "--db", db}).exit_code, 0);
  EXPECT_EQ(run_tool({"car", "--db", db}).exit_code, 1);
  EXPECT_EQ(run_tool({"synonyms", rules, "--db", (directory / "none").string()}).exit_code, 2);
}

TEST(Stats, ListsTheMostFrequentWords) {
  const auto run = run_tool({"stats", "--terms=3", "--prefix", "gov", "--db", index()});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.out.find("\tgovernance\n"), std::string::npos) << run.out;
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 3);
}

}  // namespace
}  // namespace kbsearch
