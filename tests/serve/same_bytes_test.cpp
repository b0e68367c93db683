// What the service answers is what the tool prints, byte for byte but for the time it took, where it shows paths.
#include <gtest/gtest.h>

#include <regex>

#include "kbsearch/json.hpp"
#include "serve/running_service.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

std::string timeless(const std::string& json) {
  static const std::regex kTook(R"re("took_us": ?[0-9]+)re");
  return std::regex_replace(json, kTook, "\"took_us\":0");
}

std::string printed(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--db", sample_index().string()});
  const auto run = run_tool(arguments);
  EXPECT_NE(run.exit_code, 2) << run.err;
  EXPECT_FALSE(run.out.empty());
  return timeless(run.out);
}

const RunningService& sample_service() {
  static const RunningService service([] {
    auto settings = test_settings();
    settings.show_paths = true;
    return settings;
  }());
  return service;
}

std::string answered(const std::string& target) {
  const auto answer = sample_service().get(target);
  EXPECT_EQ(answer.status, 200) << target << '\n' << answer.body;
  return timeless(answer.body);
}

struct SameCase {
  const char* name;
  std::vector<std::string> arguments;  ///< Of the tool.
  const char* target;
};

const SameCase kSameCases[] = {
    {"ASearch", {"pytorch governance", "--format", "json"}, "/v1/search?q=pytorch+governance"},
    {"NothingFound", {"zzyzx", "--format", "json"}, "/v1/search?q=zzyzx"},
    {"FacetsAndFilters",
     {"compute", "--filter", "type:paper,report", "--filter", "importance:20..", "--facet", "tag:5", "--facet",
      "published:month:3", "--limit", "3", "--format", "json"},
     "/v1/"
     "search?q=compute&filter=type:paper,report&filter=importance:20..&facet=tag:5&facet=published:month:3&limit=3"},
    {"AFilterAlone", {"--filter", "type:paper", "--format", "json"}, "/v1/search?filter=type:paper"},
    {"SortAndOffset",
     {"governance", "--sort", "published:asc", "--offset", "2", "--format", "json"},
     "/v1/search?q=governance&sort=published:asc&offset=2"},
    {"Explanations",
     {"open source", "--explain", "--passages", "3", "--format", "json"},
     "/v1/search?q=open%20source&explain=1&passages=3"},
    {"AllWordsAndProfile",
     {"open source models", "--all", "--profile", "research", "--format", "json"},
     "/v1/search?q=open+source+models&all_words=true&profile=research"},
    {"Typing", {"pytorch gov", "--typing", "--format", "json"}, "/v1/search?q=pytorch+gov&typing"},
    {"Collapse",
     {"open source", "--collapse", "url", "--related", "5", "--format", "json"},
     "/v1/search?q=open+source&collapse=url&related_tags=5"},
    {"WithoutOtherNames", {"CSET", "--no-expand", "--format", "json"}, "/v1/search?q=CSET&expand=0"},
    {"WithoutSnippets", {"pytorch", "--no-snippet", "--format", "json"}, "/v1/search?q=pytorch&snippets=false"},
    {"AWarning", {"title:\"heat pump AND", "--format", "json"}, "/v1/search?q=title%3A%22heat+pump+AND"},
    {"Suggestions", {"suggest", "pytorch fou", "--format", "json"}, "/v1/suggest?q=pytorch+fou"},
    {"ARecord", {"show", "87c36d42aade0023"}, "/v1/records/87c36d42aade0023"},
    {"Similar",
     {"similar", "87c36d42aade0023", "--limit", "4", "--explain", "--format", "json"},
     "/v1/similar/87c36d42aade0023?limit=4&explain=1"},
    {"ExplainingTwo",
     {"explain", "pytorch governance", "87c36d42aade0023", "53281bf9fa68579d", "--format", "json"},
     "/v1/explain?q=pytorch+governance&id=87c36d42aade0023&id=53281bf9fa68579d"},
};

class TheService : public testing::TestWithParam<SameCase> {};

TEST_P(TheService, AnswersWhatTheToolPrints) { EXPECT_EQ(answered(GetParam().target), printed(GetParam().arguments)); }

INSTANTIATE_TEST_SUITE_P(Serve, TheService, testing::ValuesIn(kSameCases),
                         [](const auto& tested) { return tested.param.name; });

TEST(TheServiceOnEveryQueryOfTheSample, AnswersWhatTheLibraryWrites) {
  const auto searcher = Searcher::open(sample_index());
  std::size_t hits = 0;
  for (const auto& [id, query] : sample_queries()) {
    const auto results = searcher.search(query);
    hits += results.hits.size();
    EXPECT_EQ(answered("/v1/search?q=" + percent_encoded(query)),
              timeless(results_to_json(results, query, {.query_id = {}, .indent = 2}) + '\n'));
  }
  EXPECT_GT(hits, 100u);
}

TEST(TheService, AnswersABatchAsTheToolPrintsOne) {
  std::string lines;
  std::string queries;
  for (const auto& [id, query] : sample_queries()) {
    lines += id + '\t' + query + '\n';
    queries += (queries.empty() ? "" : ",") + ("{\"id\":\"" + id + "\",\"q\":\"" + query + "\"}");
  }
  const auto run =
      run_tool({"--db", sample_index().string(), "--queries", "-", "--format", "json", "--limit", "3"}, lines);
  const auto answer = sample_service().ask("POST", "/v1/search", "", "{\"queries\":[" + queries + "],\"limit\":3}");
  EXPECT_EQ(answer.header("content-type"), "application/x-ndjson");
  EXPECT_EQ(timeless(answer.body), timeless(run.out));
}

TEST(TheService, AnswersAPostedSearchAsTheSameOneInAnAddress) {
  const auto posted = sample_service().ask("POST", "/v1/search", "Content-Type: application/json\r\n",
                                           R"({"q":"governance","limit":3,"facets":["tag"],"filter":"type:paper"})");
  EXPECT_EQ(timeless(posted.body), answered("/v1/search?q=governance&limit=3&facet=tag&filter=type:paper"));
}

TEST(TheService, CountsFacetsOfAllRecordsWhereNothingIsAsked) {
  const auto records = Searcher::open(sample_index()).statistics().doc_count;
  const auto answer = answered("/v1/facets");
  EXPECT_NE(answer.find("\"value\": " + std::to_string(records)), answer.npos) << answer.substr(0, 200);
  EXPECT_NE(answer.find("\"tag\": ["), answer.npos);
}

/// All of it but where files lie on this machine.
TEST(TheService, TellsNoPathUnlessItIsTold) {
  auto settings = test_settings();
  settings.show_paths = cli::serve::Settings().show_paths;
  const RunningService service(settings);
  static const std::regex kPath(R"re(("path": ?)("([^"\\]|\\.)*"|null))re");
  const auto without_paths = [](const std::string& json) { return std::regex_replace(json, kPath, "$1null"); };
  for (const char* target : {"/v1/search?q=governance", "/v1/similar/87c36d42aade0023", "/v1/facets?q=governance",
                             "/v1/search?q=governance&limit=3&explain=1"}) {
    const auto answer = service.get(target);
    const auto full = answered(target);
    EXPECT_EQ(timeless(answer.body), without_paths(full)) << target;
    EXPECT_EQ(answer.body.find("\"path\": \""), answer.body.npos) << target;
  }
  EXPECT_NE(answered("/v1/search?q=governance").find("\"path\": \"/"), std::string::npos) << "told where it is asked";
  const auto batch =
      service.ask("POST", "/v1/search", "", R"({"queries":[{"id":"1","q":"governance"}],"limit":3})").body;
  EXPECT_NE(batch.find("\"path\":null"), batch.npos) << batch.substr(0, 300);
  EXPECT_EQ(batch.find("\"path\":\""), batch.npos);
}

TEST(TheService, TellsTheNumbersOfTheIndex) {
  EXPECT_EQ(answered("/v1/stats"),
            statistics_to_json(Searcher::open(sample_index()).statistics(), {.query_id = {}, .indent = 2}) + '\n');
}

}  // namespace
}  // namespace kbsearch::test
