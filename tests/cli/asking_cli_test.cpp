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
  EXPECT_NE(human.err.find("no record has all words"), std::string::npos) << human.err;
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
  const auto json = json_of({"nuclear", "--related", "3", "-n", "1"});
  ASSERT_FALSE(json["related_tags"].empty());
  EXPECT_LE(json["related_tags"].size(), 3u);
  EXPECT_NE(run_tool({"governance", "--related", "3", "--db", index()}).out.find("related tags"), std::string::npos);
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
