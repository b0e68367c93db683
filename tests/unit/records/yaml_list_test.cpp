#include <gtest/gtest.h>

#include "reading.hpp"
#include "records/yaml_scalar.hpp"

namespace kbsearch::records {
namespace {

ReadResult read_yaml(const std::string& text) { return read_as(RecordFormat::kYaml, text, "kb.yaml"); }

TEST(YamlList, GivesItsMappingsWithTheirLines) {
  const auto result = read_yaml("# resources\n- id: a\n  title: Heat pumps\n\n- id: b\n  n: [1, two]\n");
  ASSERT_EQ(result.records.size(), 2u);
  EXPECT_EQ(result.records[0].json, R"({"id":"a","title":"Heat pumps"})");
  EXPECT_EQ(result.records[0].origin.line, 2u);
  EXPECT_EQ(result.records[1].json, R"({"id":"b","n":[1,"two"]})");
  EXPECT_EQ(result.records[1].origin.line, 5u);
}

TEST(YamlList, ReadsSeveralDocuments) {
  EXPECT_EQ(read_yaml("---\nid: a\n---\n- id: b\n- id: c\n---\n---\nid: d\n").ids(), (Ids{"a", "b", "c", "d"}));
}

TEST(YamlList, KeepsIdsAsTheyAreWritten) {
  EXPECT_EQ(read_yaml("- id: 007\n- id: 1.50\n- id: true\n- _id: 2024-05-01\n- id: \"9\"\n").ids(),
            (Ids{"007", "1.50", "true", "2024-05-01", "9"}));
}

TEST(YamlList, LeavesIdsInsideRecordsToTheSchema) {
  EXPECT_EQ(only_json(read_yaml("- id: a\n  by: {id: 7}\n  list: [{id: 8}]\n")),
            R"({"id":"a","by":{"id":7},"list":[{"id":8}]})");
}

TEST(YamlList, ExpandsAliases) {
  EXPECT_EQ(only_json(read_yaml("- id: &i 5\n  t: &t [x, {k: 1}]\n  u: *t\n  v: *i\n")),
            R"({"id":"5","t":["x",{"k":1}],"u":["x",{"k":1}],"v":"5"})");
}

TEST(YamlList, ReadsBlockTextAndUnicode) {
  EXPECT_EQ(only_json(read_yaml("- id: ä\n  t: |\n    one\n    \"two\"\n  u: >\n    a\n    b\n")),
            R"({"id":"ä","t":"one\n\"two\"\n","u":"a b\n"})");
}

TEST(YamlList, GivesNothingForAnEmptyFile) {
  for (const char* text : {"", "\n", "# only a comment\n", "---\n"}) {
    const auto result = read_yaml(text);
    EXPECT_TRUE(result.records.empty() && result.rejections.empty()) << '"' << text << '"';
  }
}

struct ScalarCase {
  const char* name;
  const char* yaml;
  const char* json;
};

class YamlScalar : public testing::TestWithParam<ScalarCase> {};

TEST_P(YamlScalar, BecomesJsonByTheCoreSchema) {
  EXPECT_EQ(only_json(read_yaml("- id: a\n  v: " + std::string(GetParam().yaml) + "\n")),
            "{\"id\":\"a\",\"v\":" + std::string(GetParam().json) + "}");
}

INSTANTIATE_TEST_SUITE_P(
    Table, YamlScalar,
    testing::Values(ScalarCase{"Integer", "30", "30"}, ScalarCase{"Signed", "+12", "12"},
                    ScalarCase{"Negative", "-12", "-12"}, ScalarCase{"LeadingZeros", "007", "7"},
                    ScalarCase{"Octal", "0o17", "15"}, ScalarCase{"Hexadecimal", "0xff", "255"},
                    ScalarCase{"Beyond64Bits", "99999999999999999999", "\"99999999999999999999\""},
                    ScalarCase{"Fraction", "1.50", "1.5"}, ScalarCase{"WholeFraction", "51.0", "51.0"},
                    ScalarCase{"NoLeadingDigit", ".5", "0.5"}, ScalarCase{"Exponent", "1e3", "1000.0"},
                    ScalarCase{"Infinity", ".inf", "\".inf\""}, ScalarCase{"Dot", ".", "\".\""},
                    ScalarCase{"True", "True", "true"}, ScalarCase{"False", "false", "false"},
                    ScalarCase{"YesIsText", "yes", "\"yes\""}, ScalarCase{"Null", "~", "null"},
                    ScalarCase{"NoValue", "", "null"}, ScalarCase{"Date", "2024-05-01", "\"2024-05-01\""},
                    ScalarCase{"Version", "1.2.3", "\"1.2.3\""}, ScalarCase{"Sexagesimal", "12:30", "\"12:30\""},
                    ScalarCase{"Quoted", "\"30\"", "\"30\""}, ScalarCase{"SingleQuoted", "'true'", "\"true\""},
                    ScalarCase{"TaggedText", "!!str 30", "\"30\""}, ScalarCase{"MinusOnly", "'-'", "\"-\""}),
    case_name<ScalarCase>);

TEST(YamlScalar, WithoutCharactersOfItsOwnIsNull) { EXPECT_EQ(json_of_plain_scalar(""), "null"); }

struct BrokenYamlCase {
  const char* name;
  std::string text;
  Ids ids;  ///< Read before the fault.
  std::size_t line;
  std::string reason_part;
};

class BrokenYaml : public testing::TestWithParam<BrokenYamlCase> {};

TEST_P(BrokenYaml, IsRejectedWithItsLine) {
  const auto result = read_yaml(GetParam().text);
  EXPECT_EQ(result.ids(), GetParam().ids);
  const Rejection rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.line, GetParam().line);
  EXPECT_NE(rejection.reason.find(GetParam().reason_part), std::string::npos) << rejection.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenYaml,
    testing::Values(BrokenYamlCase{"Syntax", "- id: a\n- id: b\n  t: [1, 2\n- id: c\n", {"a"}, 4, "not valid YAML"},
                    BrokenYamlCase{"StrayComma", ", - id: a\n", {}, 1, "cannot begin like this"},
                    BrokenYamlCase{"StrayBracketInLaterDocument", "- id: a\n---\n]\n", {"a"}, 3, "not valid YAML"},
                    BrokenYamlCase{"UnknownAlias", "- id: a\n- id: *nobody\n", {"a"}, 2, "not valid YAML"},
                    BrokenYamlCase{"NotAMapping", "- id: a\n- 42\n", {"a"}, 2, "not an object"},
                    BrokenYamlCase{"NoId", "- id: a\n- title: x\n", {"a"}, 2, "is missing"},
                    BrokenYamlCase{"NullId", "- id: a\n- id:\n", {"a"}, 2, "is missing"},
                    BrokenYamlCase{"AliasInItself", "- id: a\n- &x {id: b, t: *x}\n", {"a"}, 2, "inside its own"},
                    BrokenYamlCase{"MappingAsName", "- id: a\n- {id: b, {x: 1}: 2}\n", {"a"}, 2, "must be text"},
                    BrokenYamlCase{"InvalidUtf8", "- id: a\n- id: \"\xFF\"\n", {}, 2, "not UTF-8 at byte 16"},
                    BrokenYamlCase{
                        "DeepFlow", "- id: a\n- " + repeat("[", 5'000) + repeat("]", 5'000), {"a"}, 2, "nested deeper"},
                    BrokenYamlCase{"VeryDeepUnclosedFlow", "- id: a\n- " + repeat("[", 100'000), {"a"}, 2, ""},
                    BrokenYamlCase{"DeepBlock", "- id: a\n" + repeat("- ", 5'000), {"a"}, 2, "nested deeper"}),
    case_name<BrokenYamlCase>);

TEST(YamlList, RejectsAnOverlongRecordByNameAndGoesOn) {
  const auto result = read_text("- id: a\n- id: big\n  t: " + repeat("x", 50) + "\n- id: c\n", "kb.yaml",
                                {.format = RecordFormat::kYaml, .max_record_bytes = 50});
  EXPECT_EQ(result.ids(), (Ids{"a", "c"}));
  const Rejection rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.line, 2u);
  EXPECT_EQ(rejection.record_id, "big");
  EXPECT_NE(rejection.reason.find("longer than 50 bytes"), std::string::npos) << rejection.reason;
}

TEST(YamlList, StopsAnAliasBomb) {
  std::string text = "- id: a\n- id: bomb\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    text += "  a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below + repeat(", " + below, 9) + "]\n";
  }
  const auto result = read_yaml(text);
  EXPECT_EQ(result.ids(), (Ids{"a"}));
  EXPECT_NE(only_rejection(result).reason.find("1000000 nodes"), std::string::npos);
}

TEST(YamlList, StopsAnAliasBombOfLongTexts) {
  const std::string text =
      "- id: a\n- id: bomb\n  t: &t " + repeat("x", 10'000) + "\n  l: [*t" + repeat(", *t", 1'000) + "]\n";
  const auto result = read_text(text, "-", {.format = RecordFormat::kYaml, .max_record_bytes = 100'000});
  EXPECT_EQ(result.ids(), (Ids{"a"}));
  EXPECT_NE(only_rejection(result).reason.find("100000 bytes"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch::records
