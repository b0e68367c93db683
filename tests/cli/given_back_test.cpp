// Records come back whole, one a line, and can be read again. (issue 11)
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
using Json = nlohmann::json;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream input(text);
  for (std::string line; std::getline(input, line);) lines.push_back(line);
  return lines;
}

struct Layout {
  const char* name;
  const char* text;
  std::size_t records;
};

class RecordLayout : public testing::TestWithParam<Layout> {};

TEST_P(RecordLayout, ComesBackAsOneLineARecordWithTheSameValues) {
  const test::TemporaryDirectory directory;
  const std::string db = directory / "kb";
  std::ofstream(directory / "in.json", std::ios::binary) << GetParam().text;
  ASSERT_EQ(run_tool({"index", directory / "in.json", "--db", db}).exit_code, 0);

  const auto exported = run_tool({"export", "--db", db}).out;
  const auto lines = lines_of(exported);
  EXPECT_EQ(lines.size(), GetParam().records) << exported;
  EXPECT_EQ(exported.find('\r'), std::string::npos);
  for (const auto& line : lines) {
    const auto record = Json::parse(line);
    EXPECT_EQ(run_tool({"show", record.at("id").get<std::string>(), "--db", db}).out, line + "\n");
  }
  const auto given = Json::parse(GetParam().text);
  EXPECT_EQ(Json::parse(lines.at(0)), given.is_array() ? given.at(0) : given);

  for (const char* format : {"auto", "jsonl"}) {
    const std::string back = directory / (std::string("back-") + format);
    std::ofstream(directory / "out.jsonl", std::ios::binary) << exported;
    EXPECT_EQ(run_tool({"index", directory / "out.jsonl", "--format", format, "--db", back}).exit_code, 0);
    EXPECT_EQ(run_tool({"export", "--db", back}).out, exported);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Export, RecordLayout,
    testing::Values(Layout{"OneLine", R"({"id":"a","title":"one line"})", 1},
                    Layout{"Indented", "{\n  \"id\": \"a\",\n  \"tags\": [\n    \"x\",\n    \"y\"\n  ]\n}\n", 1},
                    Layout{"WindowsLineEnds", "{\r\n\t\"id\": \"a\",\r\n\t\"title\": \"two\\r\\nlines\"\r\n}\r\n", 1},
                    Layout{"OldMacLineEnds", "{\r\"id\": \"a\",\r\"n\": [1,\r2]\r}\r", 1},
                    Layout{"ArrayOfIndented", "[\n {\n\"id\":\"a\"\n},\n {\n\"id\"\n:\n\"b\",\"x\":{\n}\n}\n]", 2},
                    Layout{"BreaksInStrings", "{\"id\":\"a\",\n\"title\":\"a\\nb\\\\\",\n\"u\":\"\\u2028\"}", 1}),
    [](const auto& param) { return param.param.name; });

TEST(Export, GivesTheVeryBytesInAPipeOrFile) {
  const test::TemporaryDirectory directory;
  const std::string db = directory / "kb";
  // Whatever would not be shown to a terminal, and spellings that a JSON library would write otherwise.
  const std::string record =
      "{ \"id\" : \"a\",\t\"title\":\"\xE2\x80\xAE turned \xE2\x81\xA6 \xC2\x9B \x7F \xE2\x80\xA8 \\u001b[31m\","
      "\"n\":1.50e2, \"big\":12345678901234567890123, \"slash\":\"\\/\\u00e9\", \"n\":2 }";
  ASSERT_EQ(run_tool({"index", "-", "--db", db}, record + "\n").exit_code, 0);
  EXPECT_EQ(run_tool({"export", "--db", db}).out, record + "\n");
  EXPECT_EQ(run_tool({"show", "a", "--db", db}).out, record + "\n");
}

TEST(Rejects, AreJsonLinesWithNamesAndReasonsAsTheyAre) {
  const test::TemporaryDirectory directory;
  const std::string name =
      "od\xE2\x80\xAE"
      "d \"name\"\\\x1b[31m\n.jsonl";
  const std::string id = "b\xE2\x80\xAE\"\\";
  std::ofstream(directory / name, std::ios::binary)
      << Json{{"id", id}, {"importance", "high"}}.dump() << "\n{\"id\":\"\xFF\"}\n";
  const auto run = run_tool({"index", directory / name, "--db", directory / "kb", "--rejects", directory / "rejects"});
  EXPECT_EQ(run.exit_code, 1) << run.err;
  std::ifstream file(directory / "rejects", std::ios::binary);
  std::vector<Json> rejects;
  for (std::string line; std::getline(file, line);) rejects.push_back(Json::parse(line));
  ASSERT_EQ(rejects.size(), 2u);
  std::sort(rejects.begin(), rejects.end(), [](const Json& a, const Json& b) { return a.at("line") < b.at("line"); });
  EXPECT_EQ(rejects[0].at("id"), id);
  EXPECT_EQ(rejects[0].at("field"), "importance");
  for (const auto& reject : rejects) EXPECT_EQ(reject.at("file"), (directory / name).string());
}

}  // namespace
}  // namespace kbsearch
