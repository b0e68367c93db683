// The commands about ranking: explain, profiles, tune.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::json;
using test::run_tool;

const std::string kFoundation = "87c36d42aade0023";
const std::string kDocumentation = "53281bf9fa68579d";

std::string index() { return test::sample_index().string(); }

TEST(Explain, TellsWhyOneRecordStandsBeforeTheOther) {
  const auto run = run_tool({"explain", "pytorch governance", kFoundation, kDocumentation, "--db", index()});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.out.find(kFoundation + " stands before " + kDocumentation + " by "), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("+2.7472  word 'governance' (2.7472 against 0.0000)"), std::string::npos) << run.out;
}

TEST(Explain, GivesTheSameAsJson) {
  const auto run =
      run_tool({"explain", "pytorch governance", kFoundation, kDocumentation, "--db", index(), "--format", "json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto json = Json::parse(run.out);
  ASSERT_EQ(json["records"].size(), 2u);
  double gap = json["records"][0]["explanation"]["value"].get<double>() -
               json["records"][1]["explanation"]["value"].get<double>();
  for (const auto& part : json["differences"]) gap -= part["gain"].get<double>();
  EXPECT_NEAR(gap, 0.0, 1e-9);
}

TEST(Explain, ComparesAnyNumberOfRecords) {
  const auto found = Json::parse(run_tool({"governance", "-n", "4", "--format", "json", "--db", index()}).out);
  std::vector<std::string> arguments{"explain", "governance"};
  for (const auto& hit : found["hits"]) arguments.push_back(hit["id"]);
  arguments.insert(arguments.end(), {"--db", index()});
  const auto run = run_tool(arguments);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.out.find("[4]  " + found["hits"][3]["id"].get<std::string>()), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("where they lie furthest apart first"), std::string::npos) << run.out;
  arguments.insert(arguments.end(), {"--format", "json"});
  const auto json = Json::parse(run_tool(arguments).out);
  ASSERT_EQ(json["compared"].size(), 4u);
  ASSERT_FALSE(json["differences"].empty());
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(json["records"][i]["explanation"]["value"].get<double>(), found["hits"][i]["score"].get<double>(),
                1e-9);
    double gap = json["records"][0]["explanation"]["value"].get<double>() -
                 json["records"][i]["explanation"]["value"].get<double>();
    for (const auto& part : json["differences"]) {
      gap -= part["values"][0].get<double>() - part["values"][i].get<double>();
    }
    EXPECT_NEAR(gap, 0.0, 1e-9);
  }
}

TEST(Explain, SaysWhatIsNotThereAndWhatDoesNotMatch) {
  const auto run = run_tool({"explain", "pytorch", "nosuchrecord", "--db", index()});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.out.find("there is no such record"), std::string::npos) << run.out;
  EXPECT_EQ(run_tool({"explain", "pytorch", "--db", index()}).exit_code, 2);
}

TEST(Similar, ListsTheLikesOfARecord) {
  const auto run = run_tool({"similar", kFoundation, "--db", index(), "--format", "json", "-n", "5"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto json = Json::parse(run.out);
  ASSERT_EQ(json["hits"].size(), 5u);
  for (const auto& hit : json["hits"]) EXPECT_NE(hit["id"], kFoundation);
  EXPECT_EQ(run_tool({"similar", "nosuchrecord", "--db", index()}).exit_code, 1);
  EXPECT_EQ(run_tool({"similar", "--db", index()}).exit_code, 2);
}

TEST(Search, CorrectsWordsThatNoRecordHasAndOffersTheWholeQuery) {
  const auto run = run_tool({"pytroch goverance", "--db", index(), "--format", "json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto json = Json::parse(run.out);
  EXPECT_EQ(json["did_you_mean"], "pytorch governance");
  EXPECT_EQ(json["hits"][0]["id"], kFoundation);
  EXPECT_EQ(json["corrections"][0]["word"], "pytroch");
  const auto clean = Json::parse(run_tool({"AI governance", "--db", index(), "--format", "json"}).out);
  EXPECT_TRUE(clean["did_you_mean"].is_null());
}

TEST(Suggest, CompletesTitlesTagsAndWords) {
  const auto run = run_tool({"suggest", "pytorch fou", "--db", index(), "--format", "json"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto json = Json::parse(run.out)["suggestions"];
  EXPECT_EQ(json[0]["kind"], "title");
  EXPECT_EQ(json[0]["id"], kFoundation);
  bool completed = false;
  for (const auto& one : json) completed = completed || (one["kind"] == "word" && one["text"] == "pytorch foundation");
  EXPECT_TRUE(completed) << run.out;
  EXPECT_NE(run_tool({"suggest", "gov", "--db", index()}).out.find("tag\tgovernance"), std::string::npos);
  EXPECT_EQ(run_tool({"suggest", "zzzzq", "--db", index()}).exit_code, 1);
  EXPECT_EQ(run_tool({"suggest", "--db", index()}).exit_code, 2);
}

TEST(Search, TellsWhatTheFilterTookAway) {
  const auto run = run_tool({"pytorch", "--filter", "type:nosuchtype", "--db", index()});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.err.find("without the filter there are 9 results"), std::string::npos) << run.err;
}

TEST(Profiles, AreListedAndCanBeEditedAndGivenBack) {
  const auto list = run_tool({"profiles"});
  EXPECT_EQ(list.exit_code, 0);
  for (const char* name : {"default", "text", "navigational", "evidence", "research", "recent", "recall"}) {
    EXPECT_NE(list.out.find(name), std::string::npos) << list.out;
  }
  const test::TemporaryDirectory directory;
  const auto path = (directory / "mine.json").string();
  auto json = Json::parse(run_tool({"profiles", "research"}).out);
  json["name"] = "mine";
  json["title_weight"] = 0.5;
  std::ofstream(path) << json;
  const auto run = run_tool({"pytorch", "--db", index(), "--profile", path, "--format", "json"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  json["title_weight"] = 50;
  std::ofstream(path) << json;
  const auto refused = run_tool({"pytorch", "--db", index(), "--profile", path});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_NE(refused.err.find("title_weight is 50, must be in [0.0, 1.0]"), std::string::npos) << refused.err;
}

TEST(Tune, WritesAProfileAndTellsTheOverfit) {
  const test::TemporaryDirectory directory;
  const auto path = (directory / "tuned.json").string();
  const auto run = run_tool({"tune", "--db", index(), "--queries", test::sample_file("queries.tsv").string(), "--qrels",
                             test::sample_file("qrels.txt").string(), "--numbers", "k1,presence", "--out", path});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.err.find("held out"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("overfit"), std::string::npos) << run.err;
  EXPECT_EQ(run_tool({"pytorch", "--db", index(), "--profile", path}).exit_code, 0);
  const auto missing = run_tool({"tune", "--db", index()});
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_NE(missing.err.find("--queries"), std::string::npos) << missing.err;
}

}  // namespace
}  // namespace kbsearch
