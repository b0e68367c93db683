// `kbsearch eval` on the sample and its judgments, with the real tool.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::run_tool;
using Json = nlohmann::ordered_json;

test::ToolRun eval(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(),
                   {"eval", "--db", test::sample_index().string(), "--qrels", test::sample_file("qrels.txt").string()});
  if (std::find(arguments.begin(), arguments.end(), "--queries") == arguments.end()) {
    arguments.insert(arguments.end(), {"--queries", test::sample_file("queries.tsv").string()});
  }
  return run_tool(arguments, input);
}

Json json_in(const std::filesystem::path& path) {
  std::ifstream file(path);
  return Json::parse(file);
}

std::string written(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Eval, PrintsATableWithIntervalsAndHowMuchIsJudged) {
  const auto run = eval({});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_TRUE(run.out.starts_with("85 queries, profile default\nmetric       mean    95% interval\nndcg@10      0."))
      << run.out;
  for (const char* metric : {"\nmrr@10 ", "\nrecall@100 ", "\nmap "}) EXPECT_TRUE(has(run.out, metric)) << metric;
  EXPECT_TRUE(has(run.out, "\njudged@10 0.")) << run.out;
}

TEST(Eval, PrintsTheSameBytesEachTime) { EXPECT_EQ(eval({"--versus", "text"}).out, eval({"--versus", "text"}).out); }

TEST(Eval, PrintsOneJsonObject) {
  const auto json = Json::parse(eval({"--format", "json", "--metrics", "ndcg@10,p@5", "--per-query"}).out);
  EXPECT_EQ(json.at("schema_version"), 1);
  EXPECT_EQ(json.at("queries"), 85);
  EXPECT_EQ(json.at("profile"), "default");
  EXPECT_EQ(json.at("per_query").size(), 85u);
  double sum = 0.0;
  for (const auto& [id, values] : json.at("per_query").items()) sum += values.at("ndcg@10").get<double>();
  EXPECT_NEAR(json.at("metrics").at("ndcg@10").get<double>(), sum / 85.0, 1e-6);
  for (const char* metric : {"ndcg@10", "p@5", "judged@10"}) {
    EXPECT_LE(json.at("intervals").at(metric).at(0), json.at("metrics").at(metric));
    EXPECT_GE(json.at("intervals").at(metric).at(1), json.at("metrics").at(metric));
  }
  EXPECT_FALSE(json.contains("versus"));
  EXPECT_FALSE(json.contains("baseline"));
}

TEST(Eval, NamesTheQueriesThatAnotherProfileRanksOtherwise) {
  const auto run = eval({"--versus", "text"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(has(run.out, "profile default against profile text\n")) << run.out;
  EXPECT_TRUE(has(run.out, "wins  losses  ties  p\n")) << run.out;

  const auto versus = Json::parse(eval({"--versus", "text", "--format", "json"}).out).at("versus");
  EXPECT_EQ(versus.at("profile"), "text");
  const auto& ndcg = versus.at("comparison").at("ndcg@10");
  EXPECT_EQ(ndcg.at("wins").get<int>() + ndcg.at("losses").get<int>() + ndcg.at("ties").get<int>(), 85);
  EXPECT_GT(ndcg.at("p"), 0.0);
  EXPECT_LE(ndcg.at("p"), 1.0);
  double before = -1.0;
  for (const auto& change : versus.at("changes")) {
    const double gain = change.at("value").get<double>() - change.at("other_value").get<double>();
    EXPECT_GE(gain, before - 2e-6) << "not worst losses first";
    before = gain;
    EXPECT_TRUE(has(run.out, change.at("query").get<std::string>() + "  " + change.at("text").get<std::string>()));
  }
  EXPECT_EQ(versus.at("changes").size(), ndcg.at("wins").get<std::size_t>() + ndcg.at("losses").get<std::size_t>());
}

TEST(Eval, ComparesWithAnotherIndex) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", "{\"id\":\"a\",\"title\":\"something else\"}\n");
  const auto run = eval({"--versus-db", directory / "kb", "--metrics", "ndcg@10", "--format", "json"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  const auto comparison = Json::parse(run.out).at("versus").at("comparison").at("ndcg@10");
  EXPECT_EQ(comparison.at("other_mean"), 0.0);
  EXPECT_GT(comparison.at("wins"), 50);
  EXPECT_LT(comparison.at("p"), 0.001);
}

TEST(Eval, PassesItsOwnBaseline) {
  const test::TemporaryDirectory directory;
  const std::string kept = directory / "kept.json";
  ASSERT_EQ(eval({"--save", kept}).exit_code, 0);
  EXPECT_EQ(json_in(kept).at("per_query").size(), 85u);
  const auto run = eval({"--baseline", kept});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(has(run.out, "profile default against baseline ")) << run.out;
  EXPECT_TRUE(Json::parse(eval({"--baseline", kept, "--format", "json"}).out).at("baseline").at("passed"));
}

TEST(Eval, FallsUnderABetterBaselineAndNamesTheQueriesThatGotWorse) {
  const test::TemporaryDirectory directory;
  const std::string kept = directory / "kept.json";
  ASSERT_EQ(eval({"--save", kept, "--metrics", "ndcg@10,map"}).exit_code, 0);
  auto json = json_in(kept);
  std::size_t raised = 0;
  for (auto& [id, values] : json.at("per_query").items()) {
    if (values.at("ndcg@10") == 1.0) continue;
    values["ndcg@10"] = 1.0;
    ++raised;
  }
  ASSERT_GT(raised, 10u);
  written(kept, json.dump());
  const auto run = eval({"--baseline", kept, "--metrics", "ndcg@10,map"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(run.err.starts_with("kbsearch: ndcg@10 is 0.")) << run.err;
  EXPECT_TRUE(has(run.err, ", under the baseline of 1.0000 (difference -0.")) << run.err;
  EXPECT_FALSE(has(run.err, "map")) << run.err;
  EXPECT_TRUE(has(run.out, std::to_string(raised) + " queries lost in ndcg@10, the first 10 ")) << run.out;
  EXPECT_TRUE(has(run.out, "pytorch governance")) << run.out;

  const auto gate = eval({"--baseline", kept, "--metrics", "ndcg@10,map", "--format", "json"});
  EXPECT_EQ(gate.exit_code, 1);
  const auto told = Json::parse(gate.out).at("baseline");
  EXPECT_EQ(told.at("passed"), false);
  EXPECT_EQ(told.at("fallen"), Json({"ndcg@10"}));
  EXPECT_EQ(told.at("changes").size(), raised);
}

TEST(Eval, PassesWhereOneQueryAloneGotWorse) {
  const test::TemporaryDirectory directory;
  const std::string kept = directory / "kept.json";
  ASSERT_EQ(eval({"--save", kept}).exit_code, 0);
  auto json = json_in(kept);
  json.at("per_query").at("s01")["ndcg@10"] = 1.0;
  written(kept, json.dump());
  const auto run = eval({"--baseline", kept});
  EXPECT_EQ(run.exit_code, 0) << "one query of sixty is chance: " << run.err;
  EXPECT_TRUE(has(run.out, "1 query lost in ndcg@10")) << run.out;
}

TEST(Eval, HoldsMeansAloneAsFloors) {
  const test::TemporaryDirectory directory;
  const auto low = written(directory / "low.json", R"({"ndcg@10": 0.40, "p@5": 0.01})");
  const auto high = written(directory / "high.json", R"({"ndcg@10": 0.40, "p@5": 0.99})");
  const auto older = written(directory / "older.json", R"({"queries":60,"metrics":{"map":0.999}})");
  EXPECT_EQ(eval({"--baseline", low}).exit_code, 0);
  const auto run = eval({"--baseline", high});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_TRUE(has(run.err, "p@5 is 0.")) << run.err;
  EXPECT_TRUE(has(run.err, "under the baseline of 0.9900\n")) << run.err;
  EXPECT_EQ(eval({"--baseline", older}).exit_code, 1);
}

TEST(Eval, ReadsQueriesFromStandardInputAndTellsWhatIsLeftOut) {
  const auto run = eval({"--queries", "-"}, "s01\tpytorch governance\nmine\tno judgment\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(run.out.starts_with("1 query, ")) << run.out;
  EXPECT_TRUE(has(run.err, "1 of 2 queries without a judgment: left out")) << run.err;
  EXPECT_TRUE(has(run.err, "84 of 85 judged queries not in the queries file")) << run.err;
  EXPECT_EQ(eval({"--queries", "-", "-q"}, "s01\tpytorch governance\nmine\tno judgment\n").err, "");
}

TEST(Eval, NamesWhatIsWrongAndTheWayOut) {
  const test::TemporaryDirectory directory;
  const auto expect_refusal = [](const test::ToolRun& run, const std::string& told) {
    EXPECT_EQ(run.exit_code, 2) << told;
    EXPECT_EQ(run.out, "");
    EXPECT_TRUE(has(run.err, told)) << run.err;
  };
  expect_refusal(run_tool({"eval", "--qrels", "x"}), "--queries");
  expect_refusal(eval({"--metrics", "ndcg@ten"}), "none of ndcg@K");
  expect_refusal(eval({"--metrics", ""}), "at least one metric");
  expect_refusal(eval({"--format", "xml"}), "human or json");
  expect_refusal(eval({"--versus", "best"}), "default, text");
  expect_refusal(eval({"--versus-db", "/nonexistent/kb"}), "/nonexistent/kb");
  expect_refusal(eval({"--baseline", "/nonexistent.json"}), "cannot read the baseline '/nonexistent.json'");
  expect_refusal(eval({"--save", "/nonexistent/kept.json"}), "cannot write the baseline '/nonexistent/kept.json'");
  expect_refusal(eval({"--baseline", written(directory / "b", "[1]")}), "is JSON, but not one object");
  expect_refusal(eval({"--baseline", written(directory / "m", R"({"p@5": 0.5})"), "--metrics", "map"}),
                 "none of the metrics");
  expect_refusal(
      eval({"--baseline", written(directory / "q", R"({"metrics":{"map":0.5},"per_query":{"other":{"map":0.5}}})")}),
      "none of the queries");
  expect_refusal(eval({"--queries", "-"}, "no tab here\n"), "standard input:1: ");
  expect_refusal(eval({"--queries", "-"}, "mine\tno judgment\n"), "no query of the queries file is judged");
}

TEST(Eval, HasAHelpThatDocumentsItsJson) {
  const auto run = run_tool({"eval", "--help"});
  EXPECT_EQ(run.exit_code, 0);
  for (const char* member :
       {"schema_version", "metrics", "intervals", "per_query", "versus", "comparison", "difference", "interval", "wins",
        "losses", "ties", "changes_metric", "changes", "fallen", "passed"}) {
    EXPECT_TRUE(has(run.out, std::string("\"") + member + "\"")) << member;
  }
}

}  // namespace
}  // namespace kbsearch
