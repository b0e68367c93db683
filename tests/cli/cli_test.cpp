// The command line's contract, on the real tool.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "kbsearch/index_writer.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::run_tool;
using Json = nlohmann::json;

constexpr const char* kPyTorch = "87c36d42aade0023";

test::ToolRun ask(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(), {"--db", test::sample_index().string()});
  return run_tool(arguments, input);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream input(text);
  for (std::string line; std::getline(input, line);) lines.push_back(line);
  return lines;
}

TEST(Search, AnswersTheFirstQueryOfTheReadme) {
  const auto run = ask({"pytorch governance"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_TRUE(run.out.starts_with("1   PyTorch Foundation Announcement\n")) << run.out;
  EXPECT_NE(run.out.find(kPyTorch), std::string::npos);
  EXPECT_EQ(run.out.find('\033'), std::string::npos) << "escape sequences in a pipe";
}

TEST(Search, PrintsJsonAsTheContractSays) {
  const auto run = ask({"pytorch governance", "--format", "json", "--explain", "--facet", "type:3"});
  const auto json = Json::parse(run.out);
  EXPECT_EQ(json.at("schema_version"), 1);
  EXPECT_EQ(json.at("query"), "pytorch governance");
  EXPECT_EQ(json.at("total").at("relation"), "exact");
  EXPECT_GE(json.at("total").at("value"), 10);
  EXPECT_TRUE(json.at("took_us").is_number_integer());
  EXPECT_LE(json.at("facets").at("type").size(), 3u);
  EXPECT_TRUE(json.at("did_you_mean").is_null());
  EXPECT_TRUE(json.at("warnings").is_array());
  const auto& hit = json.at("hits").at(0);
  for (const char* member : {"rank", "id", "score", "title", "url", "type", "tags", "importance", "quality",
                             "published", "cited_by_count", "snippet", "explanation"}) {
    EXPECT_TRUE(hit.contains(member)) << member;
  }
  EXPECT_EQ(hit.at("id"), kPyTorch);
  EXPECT_EQ(hit.at("importance"), 30);
  EXPECT_EQ(hit.at("quality"), 51);
  EXPECT_EQ(hit.at("cited_by_count"), 1);
  const std::string text = hit.at("snippet").at("text");
  ASSERT_FALSE(hit.at("snippet").at("marks").empty());
  for (const auto& mark : hit.at("snippet").at("marks")) {
    std::string word = text.substr(mark.at(0), mark.at(1).get<std::size_t>() - mark.at(0).get<std::size_t>());
    for (char& c : word) c = static_cast<char>(c | 0x20);
    EXPECT_TRUE(word == "pytorch" || word == "governance") << word;
  }
}

TEST(Search, TellsInJsonWhereAWarningBelongs) {
  const auto json = Json::parse(ask({"pytorch (linux", "--format", "json"}).out);
  ASSERT_EQ(json.at("warnings").size(), 1u);
  EXPECT_EQ(json.at("warnings").at(0).at("at"), 8);
}

TEST(Search, PrintsSixTrecColumnsForABatchWhoseTextsAreWords) {
  const auto run = ask({"--queries", "-", "--format", "trec", "--limit", "5"},
                       "q1\ttitle:pytorch \"governance -x +y\nq2\tOR ( NEAR *\nq3\tcompute\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  std::set<std::string> queries;
  for (const auto& line : lines_of(run.out)) {
    std::istringstream columns(line);
    std::vector<std::string> words;
    for (std::string word; columns >> word;) words.push_back(word);
    ASSERT_EQ(words.size(), 6u) << line;
    EXPECT_EQ(words[1], "Q0");
    EXPECT_EQ(words[5], "kbsearch");
    queries.insert(words[0]);
  }
  EXPECT_TRUE(queries.contains("q1"));
  EXPECT_TRUE(queries.contains("q3"));
}

TEST(Search, PrintsOneHitALineAsJsonLinesAndTsv) {
  EXPECT_EQ(lines_of(ask({"governance", "--format", "jsonl", "-n", "4"}).out).size(), 4u);
  const auto rows = lines_of(ask({"governance", "--format", "tsv", "-n", "4"}).out);
  ASSERT_EQ(rows.size(), 4u);
  for (const auto& row : rows) EXPECT_EQ(std::count(row.begin(), row.end(), '\t'), 4) << row;
}

TEST(Search, PagesWithoutRepeatingOrDropping) {
  const auto whole = ask({"governance", "--format", "tsv", "-n", "12"}).out;
  std::string joined;
  for (const char* offset : {"0", "4", "8"})
    joined += ask({"governance", "--format", "tsv", "-n", "4", "--offset", offset}).out;
  EXPECT_EQ(joined, whole);
}

struct ExitCase {
  const char* name;
  std::vector<std::string> arguments;
  int code;
  const char* told;  // part of standard error or output
};

class ExitCode : public testing::TestWithParam<ExitCase> {};

TEST_P(ExitCode, IsAsTheContractSaysAndTheMessageHelps) {
  const auto run = ask(GetParam().arguments);
  EXPECT_EQ(run.exit_code, GetParam().code) << run.err;
  EXPECT_NE((run.err + run.out).find(GetParam().told), std::string::npos) << run.err << run.out;
}

INSTANTIATE_TEST_SUITE_P(
    Tool, ExitCode,
    testing::Values(
        ExitCase{"Found", {"pytorch"}, 0, "PyTorch"}, ExitCase{"NothingFound", {"zzzzqqq"}, 1, "nothing found"},
        ExitCase{"UnknownWordsAreNamed", {"pytorch", "zzzzqqq"}, 0, "no record has 'zzzzqqq'"},
        ExitCase{"UnknownOption", {"pytorch", "--limt", "3"}, 2, "did you mean '--limit'?"},
        ExitCase{"BadFormat", {"pytorch", "--format", "xml"}, 2, "human, short, paths, json, jsonl, tsv or trec"},
        ExitCase{"BadFilter", {"pytorch", "--filter", "nofield"}, 2, "FIELD:VALUE"},
        ExitCase{"BadSort", {"pytorch", "--sort", "color"}, 2, "importance"},
        ExitCase{"BadFacet", {"pytorch", "--facet", "title"}, 2, "type"},
        ExitCase{"BadProfile", {"pytorch", "--profile", "best"}, 2, "default"},
        ExitCase{"NoQuery", {"search"}, 2, "a query is missing"}, ExitCase{"Version", {"--version"}, 0, "kbsearch "},
        ExitCase{"MissingRecord", {"show", "nosuch"}, 1, "nosuch"},
        ExitCase{"UnclosedQuote", {"\"pytorch governance"}, 0, "the quote is not closed"},
        ExitCase{"StrictUnclosedQuote", {"pytorch \"governance", "--strict"}, 2, "  pytorch \"governance\n          ^"},
        ExitCase{"StrictWildcard", {"pytorch g*", "--strict"}, 2, "2 characters before its star"},
        ExitCase{"StrictWithoutFault", {"pytorch AND (governance OR x)", "--strict"}, 0, "PyTorch"},
        ExitCase{"BadFilterQuote", {"pytorch", "--filter", "(type:paper"}, 2, "the bracket is not closed"},
        ExitCase{"ExplainBrackets", {"explain", "(pytorch OR linux) -heat", kPyTorch}, 0, "word 'pytorch'"},
        ExitCase{"FilterAlone", {"--filter", "type:paper", "-n", "1"}, 0, "paper"},
        ExitCase{"Analyze", {"analyze", "C++"}, 0, "c++"}, ExitCase{"Stats", {"stats"}, 0, "records by language"},
        ExitCase{"Check", {"check"}, 0, "no problem found"},
        ExitCase{"Explain", {"explain", "pytorch governance", kPyTorch}, 0, "word 'governance'"},
        ExitCase{"Eval",
                 {"eval", "--queries", std::string(KBSEARCH_SOURCE_DIR) + "/corpus/sample/queries.tsv", "--qrels",
                  std::string(KBSEARCH_SOURCE_DIR) + "/corpus/sample/qrels.txt"},
                 0,
                 "ndcg@10"}),
    [](const auto& param) { return param.param.name; });

TEST(Tool, HasAHelpForEachCommand) {
  for (const char* command :
       {"search", "index", "show", "explain", "delete", "export", "stats", "check", "analyze", "eval", "completions"}) {
    const auto run = run_tool({command, "--help"});
    EXPECT_EQ(run.exit_code, 0) << command;
    EXPECT_NE(run.out.find("usage: kbsearch"), std::string::npos) << command;
  }
}

TEST(Tool, TellsHowToMakeAnIndexThatIsMissing) {
  const auto run = run_tool({"--db", "/nonexistent/kb", "pytorch"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("kbsearch index"), std::string::npos);
}

TEST(Tool, PrintsCompletionsForThreeShells) {
  for (const char* shell : {"bash", "zsh", "fish"})
    EXPECT_NE(run_tool({"completions", shell}).out.find("kbsearch"), std::string::npos);
  EXPECT_EQ(run_tool({"completions", "csh"}).exit_code, 2);
}

TEST(Show, GivesTheVeryBytes) {
  std::ifstream file(test::sample_file("records.jsonl"));
  std::string line;
  std::getline(file, line);
  EXPECT_EQ(ask({"show", Json::parse(line).at("id").get<std::string>()}).out, line + "\n");
}

TEST(Export, ComesBackTheSameThroughAnotherIndex) {
  const test::TemporaryDirectory directory;
  const auto all = ask({"export"}).out;
  EXPECT_EQ(run_tool({"index", "-", "--db", directory / "kb"}, all).exit_code, 0);
  auto before = lines_of(all);
  auto after = lines_of(run_tool({"export", "--db", directory / "kb"}).out);
  std::sort(before.begin(), before.end());
  std::sort(after.begin(), after.end());
  EXPECT_EQ(before, after);
}

TEST(Index, WritesRejectsWithFileLineFieldAndReason) {
  const test::TemporaryDirectory directory;
  const auto run = run_tool({"index", "-", "--db", directory / "kb", "--rejects", directory / "rejects"},
                            "{\"id\":\"a\"}\n{\"id\":\"b\",\"importance\":\"high\"}\nbroken\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.out.find("2 added"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("1 rejected, 1 field left out; 2 records"), std::string::npos) << run.out;
  EXPECT_NE(run.err.find("record 'b': importance: must be a number, found \"high\" (left out)"), std::string::npos)
      << run.err;
  std::ifstream file(directory / "rejects");
  std::vector<Json> rejects;
  for (std::string line; std::getline(file, line);) rejects.push_back(Json::parse(line));
  ASSERT_EQ(rejects.size(), 2u);
  std::sort(rejects.begin(), rejects.end(), [](const Json& a, const Json& b) { return a.at("line") < b.at("line"); });
  EXPECT_EQ(rejects[0].at("line"), 2);
  EXPECT_EQ(rejects[0].at("field"), "importance");
  EXPECT_EQ(rejects[0].at("taken"), true);
  EXPECT_EQ(rejects[1].at("line"), 3);
  EXPECT_EQ(rejects[1].at("taken"), false);
  for (const auto& reject : rejects) EXPECT_FALSE(reject.at("reason").get<std::string>().empty());
}

TEST(Index, AddsUpdatesDeletesAndRebuilds) {
  const test::TemporaryDirectory directory;
  const std::string db = directory / "kb";
  EXPECT_NE(run_tool({"index", "-", "--db", db}, "{\"id\":\"a\",\"title\":\"one\"}\n{\"id\":\"b\",\"title\":\"two\"}\n")
                .out.find("2 added"),
            std::string::npos);
  EXPECT_NE(
      run_tool({"index", "-", "--db", db}, "{\"id\":\"a\",\"title\":\"one\"}\n{\"id\":\"b\",\"title\":\"zwei\"}\n")
          .out.find("1 replaced, 1 unchanged"),
      std::string::npos);
  EXPECT_EQ(run_tool({"delete", "a", "--db", db}).exit_code, 0);
  EXPECT_EQ(run_tool({"delete", "a", "--db", db}).exit_code, 1);
  EXPECT_EQ(run_tool({"index", "--rebuild", "--db", db}).exit_code, 0);
  EXPECT_EQ(run_tool({"zwei", "--db", db}).exit_code, 0);
  EXPECT_EQ(run_tool({"one", "--db", db}).exit_code, 1);
}

TEST(Output, NeverCarriesARecordsEscapeSequences) {
  const test::TemporaryDirectory directory;
  const std::string db = directory / "kb";
  run_tool(
      {"index", "-", "--db", db},
      R"({"id":"a","title":"evil \u001b[31m title","summary":"evil \u001b]8;;http://x\u0007 \u009b31m words","url":"https://a.org/\u001b[2J","type":"t\u001b[1m","tags":["g\u001b[0m"]})"
      "\n");
  for (const char* format : {"human", "tsv", "trec", "json", "jsonl"}) {
    const auto run = run_tool({"evil", "--db", db, "--format", format, "--explain"});
    EXPECT_EQ(run.exit_code, 0);
    EXPECT_EQ(run.out.find('\033'), std::string::npos) << format;
    EXPECT_EQ(run.out.find("\xC2\x9B"), std::string::npos) << format;
  }
}

TEST(Check, FindsADamagedFileWithoutCrashing) {
  const test::TemporaryDirectory directory;
  const std::string db = directory / "kb";
  ASSERT_EQ(run_tool({"index", "--db", db, test::sample_file("records.jsonl")}).exit_code, 0);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(db)) {
    if (entry.path().filename() != "postlist.glass") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    for (std::streamoff at = 9000; at < static_cast<std::streamoff>(entry.file_size()); at += 3001) {
      file.seekp(at);
      file.put('\xA5');
    }
  }
  const auto run = run_tool({"check", "--db", db});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.out.find("problem: "), std::string::npos);
}

}  // namespace
}  // namespace kbsearch
