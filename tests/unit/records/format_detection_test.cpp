#include "records/format_detection.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "reading.hpp"

namespace kbsearch::records {
namespace {

struct DetectionCase {
  const char* name;
  std::string text;
  std::string path;
  std::optional<RecordFormat> format;
};

class FormatDetection : public testing::TestWithParam<DetectionCase> {};

TEST_P(FormatDetection, TellsTheFormatAndTakesNothing) {
  std::istringstream stream(GetParam().text);
  ByteInput input = ByteInput::of_stream(stream, GetParam().path);
  EXPECT_EQ(detect_format(input, GetParam().path, 1 << 20), GetParam().format);
  EXPECT_EQ(input.bytes_read(), 0u);
  EXPECT_EQ(input.peek(GetParam().text.size()), GetParam().text);
}

constexpr auto kLines = RecordFormat::kJsonLines;
constexpr auto kArray = RecordFormat::kJsonArray;
constexpr auto kYaml = RecordFormat::kYaml;
constexpr auto kPage = RecordFormat::kMarkdown;
constexpr auto kHtml = RecordFormat::kHtml;
constexpr auto kText = RecordFormat::kText;
constexpr auto kTable = RecordFormat::kTable;
constexpr auto kReferences = RecordFormat::kReferences;
constexpr auto kSaved = RecordFormat::kSavedPage;

INSTANTIATE_TEST_SUITE_P(
    Table, FormatDetection,
    testing::Values(
        DetectionCase{"Array", " \n[{\"id\":1}]", "-", kArray},
        DetectionCase{"ArrayNamedLines", "[{\"id\":1}]", "a.jsonl", kArray},
        DetectionCase{"ArrayOfNumbers", "[1]", "-", kArray},
        DetectionCase{"EmptyArrayThenLines", "[]\n{\"id\":1}\n", "-", kLines},
        DetectionCase{"ArrayOfArrays", "[]\n[{\"id\":1}]\n", "-", kLines},
        DetectionCase{"ArrayThenWords", "[{\"id\":1}]\nx", "-", kArray},
        DetectionCase{"MarkdownLinkFirst", "[text](x) and more", "a.md", kPage},
        DetectionCase{"Lines", "{\"id\":1}\n{\"id\":2}\n", "-", kLines},
        DetectionCase{"LinesNamedJson", "\n{\"id\":1}\n{\"id\":2}\n", "a.json", kLines},
        DetectionCase{"OneLine", "{\"id\":1}", "a.txt", kLines},
        DetectionCase{"SpanningObject", "{\n  \"id\": 1\n}", "-", kArray},
        DetectionCase{"SpanningWithText", "{ \"id\": \"}\",\n  \"t\": 1 }", "a.json", kArray},
        DetectionCase{"BrokenFirstLine", "{\"id\":\"a\", \"t\":\n{\"id\":2}\n", "-", kLines},
        DetectionCase{"BrokenFirstLineNamed", "{\"id\":\"a\", \"t\n \n", "a.jsonl", kLines},
        DetectionCase{"VeryLongFirstLine", "{\"t\":\"" + repeat("x", 400'000) + "\"}\n", "-", kLines},
        DetectionCase{"FrontMatter", "---\nid: a\n---\nText here\n", "-", kPage},
        DetectionCase{"FrontMatterOnly", "---\nid: a\n---\n", "a.md", kPage},
        DetectionCase{"FrontMatterOnlyMdx", "---\nid: a\n---\n", "a.mdx", kPage},
        DetectionCase{"FrontMatterOnlyUnnamed", "---\nid: a\n---\n", "-", kYaml},
        DetectionCase{"TomlFrontMatter", "+++\nid = 1\n+++\nText\n", "-", kPage},
        DetectionCase{"PlusSigns", "+++\nText\n", "-", std::nullopt},
        DetectionCase{"YamlDocument", "---\nid: a\n", "-", kYaml},
        DetectionCase{"YamlDocuments", "---\nid: a\n---\nid: b\n", "-", kYaml},
        DetectionCase{"YamlNamed", "---\nid: a\n---\nText here\n", "a.yml", kYaml},
        DetectionCase{"YamlListInDocument", "---\n- id: a\n", "-", kYaml},
        DetectionCase{"RuleFirst", "---\n\nText\n", "a.md", kPage},
        DetectionCase{"YamlList", "- id: a\n  t: b\n", "-", kYaml},
        DetectionCase{"YamlListAlone", "- id:\n    a\n", "x", kYaml},
        DetectionCase{"MarkdownList", "- note: a\n", "a.md", kPage},
        DetectionCase{"PlainList", "- some words\n", "-", std::nullopt},
        DetectionCase{"YamlByName", "# list\n- id: a\n", "a.YAML", kYaml},
        DetectionCase{"SavedByPreview", "T\nCached Content Preview\nx\nResource ID: a\n", "-", kSaved},
        DetectionCase{"SavedByKeyPoints", "T\nKey Points\nx\nResource ID: a", "x.txt", kSaved},
        DetectionCase{"SavedWithLongText", "T\nKey Points\n" + repeat("words\n", 100'000) + "Resource ID: a", "-",
                      kSaved},
        DetectionCase{"WordsOnly", "Key Points\nx\n", "x.txt", kText},
        DetectionCase{"PlainTxt", "Just words.\n", "x.txt", kText},
        DetectionCase{"Html", "\n<!DOCTYPE html>\n<p>x", "-", kHtml},
        DetectionCase{"HtmlNamedText", "<html>\n<p>x", "x.txt", kHtml},
        DetectionCase{"HtmlByName", "<p>x", "x.HTM", kHtml},
        DetectionCase{"HtmlInMarkdown", "<html>\n<p>x", "x.md", kPage},
        DetectionCase{"Markdown", "# Head\n", "x.markdown", kPage},
        DetectionCase{"Unknown", "a,b,c\n", "x.xyz", std::nullopt}, DetectionCase{"Table", "a,b,c\n", "x.csv", kTable},
        DetectionCase{"TableOfJson", "[1]\n", "x.TSV", kTable},
        DetectionCase{"TextThatBeginsWithABracket", "[1] Knuth\n", "x.txt", kText},
        DetectionCase{"TextWithARule", "-----\nHead\n", "x.txt", kText},
        DetectionCase{"TextWithFrontMatter", "---\nid: a\n---\nText", "x.txt", kPage},
        DetectionCase{"TextThatIsAList", "- note: a\n", "x.txt", kText},
        DetectionCase{"Org", "#+TITLE: x\n", "x.org", kText}, DetectionCase{"ReadMe", "words", "a/README", kText},
        DetectionCase{"CslJson", "[{\"id\":1,\"type\":\"book\",\"title\":\"T\",\"issued\":{\"date-parts\":[[2020]]}}]",
                      "a.json", kReferences},
        DetectionCase{"BetterBibTex", "{\n \"config\": {\"label\": \"BetterBibTeX JSON\"},\n \"items\": [", "-",
                      kReferences},
        DetectionCase{"RecordsWithTitles", "[{\"id\":1,\"type\":\"book\",\"title\":\"T\"}]", "a.json", kArray},
        DetectionCase{"HiddenNameIsNoExtension", "words\n", ".md", std::nullopt},
        DetectionCase{"Empty", "", "x.json", kArray}),
    case_name<DetectionCase>);

TEST(RecordFormatNames, AreReadAsTheyAreWritten) {
  for (const char* name :
       {"auto", "jsonl", "json", "yaml", "markdown", "page", "html", "text", "csv", "csl", "convert"}) {
    const auto format = record_format_named(name);
    ASSERT_TRUE(format.has_value()) << name;
    EXPECT_EQ(to_string(*format), name);
  }
  EXPECT_FALSE(record_format_named("xml").has_value());
  EXPECT_FALSE(record_format_named("").has_value());
}

}  // namespace
}  // namespace kbsearch::records
