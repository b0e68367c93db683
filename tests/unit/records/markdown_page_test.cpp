#include <gtest/gtest.h>

#include "reading.hpp"
#include "records/markdown_text.hpp"
#include "records/mdx.hpp"
#include "records/note_markup.hpp"

namespace kbsearch::records {
namespace {

ReadResult read_page(const std::string& text, const std::string& name = "notes/heat-pumps.md") {
  return read_as(RecordFormat::kMarkdown, text, name);
}

TEST(MarkdownPage, TakesFrontMatterPathAndBody) {
  EXPECT_EQ(
      only_json(read_page("---\ntitle: Heat pumps\nimportance: 70\ntags: [a, b]\n"
                          "date: 2024-05-01\n---\n# Head\n\nText.\n")),
      R"({"id":"heat-pumps","kind":"page","title":"Heat pumps","date":"2024-05-01",)"
      R"("importance":70,"tags":["a","b"],"folders":["notes"],"path":"notes/heat-pumps.md","content":"Head\n\nText."})");
}

TEST(MarkdownPage, TakesTheIdOfItsFrontMatter) {
  const auto result = read_page("---\nid: 007\n---\nText\n");
  EXPECT_EQ(result.ids(), (Ids{"007"}));
}

TEST(MarkdownPage, TakesTheKindOfItsFrontMatter) {
  EXPECT_EQ(
      only_json(read_page("---\nkind: essay\n---\nText")),
      R"({"id":"heat-pumps","kind":"essay","title":"heat-pumps","folders":["notes"],"path":"notes/heat-pumps.md","content":"Text"})");
}

TEST(MarkdownPage, IsAPageIfItsKindIsLeftOpen) {
  EXPECT_EQ(
      only_json(read_page("---\nkind:\n---\nText")),
      R"({"id":"heat-pumps","kind":"page","title":"heat-pumps","folders":["notes"],"path":"notes/heat-pumps.md","content":"Text"})");
}

TEST(MarkdownPage, KeepsFrontMatterUnderTheNamesItTakesForItself) {
  EXPECT_EQ(only_json(read_page("---\nid: a\n_id: b\ntitle: T\ncontent: other\npath: /kb/x\n---\nText")),
            R"({"id":"a","kind":"page","title":"T","_id":"b","front_matter":{"content":"other","path":"/kb/x"},)"
            R"("file_name":"heat-pumps","folders":["notes"],"path":"notes/heat-pumps.md","content":"Text"})");
}

TEST(MarkdownPage, IsTitledByTheFirstHeadingOnlyIfItBeginsWithIt) {
  EXPECT_EQ(only_json(read_page("Intro\n\n# Second\n")),
            R"({"id":"heat-pumps","kind":"page","title":"heat-pumps","folders":["notes"],)"
            R"("path":"notes/heat-pumps.md","content":"Intro\n\nSecond"})");
  EXPECT_EQ(only_json(read_page("## Second\n")),
            R"({"id":"heat-pumps","kind":"page","title":"heat-pumps","folders":["notes"],)"
            R"("path":"notes/heat-pumps.md","content":"Second"})");
  EXPECT_EQ(only_json(read_page("\n\n# First *head*\n\nIntro\n")),
            R"({"id":"heat-pumps","kind":"page","title":"First head","file_name":"heat-pumps","folders":["notes"],)"
            R"("path":"notes/heat-pumps.md","content":"First head\n\nIntro"})");
}

TEST(MarkdownPage, IsFoundByItsNameAndFoldersWhateverItsTitle) {
  EXPECT_EQ(only_json(read_page("---\ntitle: A\nfile_name: x\n---\nB", "./x/../a b/c/Über uns.md")),
            R"({"id":"Über uns","kind":"page","title":"A","front_matter":{"file_name":"x"},"file_name":"Über uns",)"
            R"("folders":["x","a b","c"],"path":"./x/../a b/c/Über uns.md","content":"B"})");
  EXPECT_EQ(only_json(read_page("---\ntitle: Heat Pumps!\n---\nB", "/home/me/heat-pumps.md")),
            R"({"id":"heat-pumps","kind":"page","title":"Heat Pumps!","path":"/home/me/heat-pumps.md","content":"B"})");
}

TEST(MarkdownPage, TakesTomlBetweenPlusSigns) {
  EXPECT_EQ(only_json(read_page("+++\ntitle = \"Heat pumps\"\ndate = 2024-03-10\ndraft = true\ntags = [\"energy\"]\n"
                                "importance = 70\n+++\n\nBody.\n")),
            R"({"id":"heat-pumps","kind":"page","title":"Heat pumps","date":"2024-03-10","draft":true,"importance":70,)"
            R"("tags":["energy"],"folders":["notes"],"path":"notes/heat-pumps.md","content":"Body."})");
}

TEST(MarkdownPage, LiftsTheTaxonomiesOfZola) {
  EXPECT_EQ(
      only_json(read_page("+++\ntitle = \"heat pumps\"\nid = 7\n[taxonomies]\ntags = [\"a\", \"b\"]\n"
                          "categories = [\"c\", \"a\"]\nauthors = [\"Ann\"]\nseries = [\"s\"]\n[extra]\nkey.x = 1.5\n"
                          "+++\nText")),
      R"({"id":"7","kind":"page","title":"heat pumps","authors":["Ann"],"extra":{"key":{"x":1.5}},)"
      R"("tags":["a","b","c"],"taxonomies":{"authors":["Ann"],"categories":["c","a"],"series":["s"],)"
      R"("tags":["a","b"]},"folders":["notes"],"path":"notes/heat-pumps.md","content":"Text"})");
}

TEST(MarkdownPage, IsProseWhereThePlusSignsDoNotClose) {
  EXPECT_EQ(only_json(read_page("+++\ntitle = 1\n", "a.md")),
            R"({"id":"a","kind":"page","title":"a","path":"a.md","content":"+++ title = 1"})");
}

TEST(MarkdownPage, ReadsTagsAndAliasesThatAreOneText) {
  EXPECT_EQ(only_json(read_page("---\ntags: big words, b,\naliases: One two, three\n---\nT", "a.md")),
            R"({"id":"a","kind":"page","title":"a","aliases":["One two","three"],"tags":["big words","b"],)"
            R"("path":"a.md","content":"T"})");
  EXPECT_EQ(
      only_json(read_page("---\ntags: \"#a #b/c\"\naliases: [\"x, y\"]\n---\nT", "a.md")),
      R"({"id":"a","kind":"page","title":"a","aliases":["x, y"],"tags":["a","b/c"],"path":"a.md","content":"T"})");
  EXPECT_EQ(only_json(read_page("---\ntags: ['#a', 2024]\n---\nT", "a.md")),
            R"({"id":"a","kind":"page","title":"a","tags":["a",2024],"path":"a.md","content":"T"})");
}

TEST(MarkdownPage, JoinsTheTagsOfItsText) {
  EXPECT_EQ(only_json(read_page("---\ntags: Energy\n---\n#energy #home/heat #Home/Heat", "a.md")),
            R"({"id":"a","kind":"page","title":"a","tags":["Energy","home/heat"],"path":"a.md",)"
            R"("content":"#energy #home/heat #Home/Heat"})");
}

TEST(MarkdownPage, IsNamedByItsStemWithoutTitleAndHeading) {
  EXPECT_EQ(
      only_json(read_page("---\n---\nText")),
      R"({"id":"heat-pumps","kind":"page","title":"heat-pumps","folders":["notes"],"path":"notes/heat-pumps.md","content":"Text"})");
}

TEST(MarkdownPage, MayUseCarriageReturnsAndAByteOrderMark) {
  EXPECT_EQ(only_json(read_page("\xEF\xBB\xBF---\r\nid: a\r\ntitle: T\r\n---\r\nOne\r\n\r\nTwo\r\n")),
            R"({"id":"a","kind":"page","title":"T","file_name":"heat-pumps","folders":["notes"],)"
            R"("path":"notes/heat-pumps.md","content":"One\n\nTwo"})");
}

TEST(MarkdownPage, GivesNothingForAnEmptyFile) {
  const auto result = read_page(" \n\n");
  EXPECT_TRUE(result.records.empty() && result.rejections.empty());
}

TEST(MarkdownPage, FromStandardInputNeedsAnId) {
  EXPECT_EQ(only_rejection(read_page("Text", "-")).field, "id");
  EXPECT_EQ(only_json(read_page("---\nid: a\n---\nText", "-")), R"({"id":"a","kind":"page","content":"Text"})");
}

struct BadPageCase {
  const char* name;
  std::string text;
  std::size_t line;
  std::string field;
  std::string reason_part;
};

class BadMarkdownPage : public testing::TestWithParam<BadPageCase> {};

TEST_P(BadMarkdownPage, IsRejectedWithTheLine) {
  const auto result = read_page(GetParam().text);
  EXPECT_TRUE(result.records.empty());
  const Rejection rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.path, "notes/heat-pumps.md");
  EXPECT_EQ(rejection.origin.line, GetParam().line);
  EXPECT_EQ(rejection.field, GetParam().field);
  EXPECT_NE(rejection.reason.find(GetParam().reason_part), std::string::npos) << rejection.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadMarkdownPage,
    testing::Values(
        BadPageCase{"BrokenYaml", "---\nid: a\nt: [1\nu: 2\n---\nText", 4, "", "not valid YAML"},
        BadPageCase{"ListAsFrontMatter", "---\n- a\n---\nText", 2, "", "must be one mapping"},
        BadPageCase{"BrokenToml", "+++\nid = \"a\"\nt = [1\nu: 2\n+++\nText", 4, "", "not valid TOML"},
        BadPageCase{"DeepTomlName", "+++\na = \"....................\"\nb = {" + repeat("x.", 20) + "y = 1}\n+++\nText",
                    3, "", "more than 16 parts"},
        BadPageCase{"DeepToml", "+++\nid = 1\nb = " + repeat("[", 10'000) + "\n+++\n", 3, "", "not valid TOML"},
        BadPageCase{"NestedToml", "+++\nb = " + repeat("{a.a.a.a = ", 60) + "1" + repeat("}", 60) + "\n+++\n", 2, "",
                    "nested deeper"},
        BadPageCase{"TextAsFrontMatter", "---\nwords\n---\nText", 2, "", "must be one mapping"},
        BadPageCase{"IdIsAList", "---\nid: [a]\n---\nText", 1, "id", "is an array"},
        BadPageCase{"InvalidUtf8", "---\nid: a\n---\nT\xFFxt", 4, "", "not UTF-8 at byte 16"}),
    case_name<BadPageCase>);

struct TextCase {
  const char* name;
  std::string markdown;
  std::string text;
};

class MarkdownText : public testing::TestWithParam<TextCase> {};

TEST_P(MarkdownText, KeepsWordsAndDropsMarks) {
  EXPECT_EQ(markdown_to_text(GetParam().markdown).text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, MarkdownText,
    testing::Values(
        TextCase{"Empty", "", ""}, TextCase{"SoftBreak", "one\ntwo\n", "one two"},
        TextCase{"HardBreak", "one  \ntwo", "one\ntwo"}, TextCase{"Emphasis", "a *b* **c** ~~d~~", "a b c d"},
        TextCase{"Paragraphs", "a\n\n\n\nb", "a\n\nb"},
        TextCase{"TightList", "a\n\n- b\n- c\n  - d\n\ne", "a\n\nb\nc\nd\n\ne"},
        TextCase{"LooseList", "1. b\n\n   more\n\n2. c\n\ne", "b\nmore\nc\n\ne"},
        TextCase{"CodeSpan", "use `a < b`", "use a < b"},
        TextCase{"CodeBlock", "a\n\n```cpp\nint x;\n\n<b>\n```\n\nb", "a\n\nint x;\n\n<b>\n\nb"},
        TextCase{"Link", "see [the text](https://example.org \"t\")", "see the text"},
        TextCase{"AlternativeText", "![a *pump*](x.png)", "a pump"},
        TextCase{"Autolink", "<https://example.org/a>", "https://example.org/a"},
        TextCase{"InlineHtml", "a <b class=\"x\">c</b><br/>d", "a c d"},
        TextCase{"HtmlBlock", "<div>\n<p>one</p><p>two &amp; three</p>\n</div>\n\nafter", "one two & three\n\nafter"},
        TextCase{"Script", "<script>\nvar x = 1;\n</script>\n\nafter", "after"},
        TextCase{"Comment", "a\n\n<!-- no\n\nno -->\n\nb", "a\n\nb"},
        TextCase{"Entities", "a &amp; b &mdash; &#252; &#x1F600; &nope;", "a & b \u2014 \u00FC \U0001F600 &nope;"},
        TextCase{"Table", "| a | b |\n|---|---|\n| c | d e |", "a b\nc d e"},
        TextCase{"Quote", "> a\n> b\n\nc", "a b\n\nc"}, TextCase{"Rule", "a\n\n***\n\nb", "a\n\nb"},
        TextCase{"DeepQuotes", repeat("> ", 2'000) + "a", "a"}),
    case_name<TextCase>);

class NoteMarkup : public testing::TestWithParam<TextCase> {};

TEST_P(NoteMarkup, IsShownAsAReaderSeesIt) {
  EXPECT_EQ(markdown_to_text(without_note_markup(GetParam().markdown).markdown).text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, NoteMarkup,
    testing::Values(TextCase{"Link", "see [[Heat pumps]] there", "see Heat pumps there"},
                    TextCase{"LinkWithText", "see [[notes/heat|the *pump*]]", "see the *pump*"},
                    TextCase{"LinkInATable", "| a |\n|---|\n| [[x\\|shown]] |", "a\nshown"},
                    TextCase{"LinkToAHeading", "[[Heat#Parts#Valve]] [[#Here]] [[a.md#^b1]]",
                             "Heat > Parts > Valve Here a"},
                    TextCase{"LinkWithUnderscores", "[[_a_b*c_]]", "_a_b*c_"},
                    TextCase{"EmbeddedPicture", "![[img/Plan A.png|300]]", "Plan A.png"},
                    TextCase{"EmbeddedNote", "![[notes/Heat#Parts]]", "Heat"},
                    TextCase{"NoLink", "[[ ]] [[a] [[", "[[ ]] [[a] [["},
                    TextCase{"LinkInCode", "`[[a]]` and ``[[b]] ` ``", "[[a]] and [[b]] `"},
                    TextCase{"LinkInFencedCode", "> ```dataview\n> [[a]]\n> ```\n", "[[a]]"},
                    TextCase{"IndentedCode", "a\n\n    ==b== [[c]]\n\nd", "a\n\n==b== [[c]]\n\nd"},
                    TextCase{"DeepListItem", "- a\n\n    - [[b]]", "a\nb"},
                    TextCase{"Comment", "a %%no%% b %%n\n\no%% c", "a  b  c"},
                    TextCase{"NoComment", "50%% or 60%% a %%", "50%% or 60%% a %%"},
                    TextCase{"Marked", "==so== and ==a b==, a==b and c == d", "so and a b, a==b and c == d"},
                    TextCase{"Callout", "> [!note]- The **title**\n> text\n\nafter", "The title\n\ntext\n\nafter"},
                    TextCase{"CalloutWithoutTitle", "> [!WARNING]\n> text", "text"},
                    TextCase{"NestedCallout", "> a\n>\n> > [!tip] T\n> > b", "a\n\nT\n\nb"},
                    TextCase{"BlockId", "words ^a1-b\nmore\n\n^only", "words more"},
                    TextCase{"NoBlockId", "x^2 and a ^b c", "x^2 and a ^b c"},
                    TextCase{"Template", "<% tp.file.title == [[x]] %>", "<% tp.file.title == [[x]] %>"},
                    TextCase{"EscapedLink", "\\[[a]]", "[[a]]"}),
    case_name<TextCase>);

struct TagCase {
  const char* name;
  std::string markdown;
  std::vector<std::string> tags;
};

class NoteTags : public testing::TestWithParam<TagCase> {};

TEST_P(NoteTags, AreWordsBehindASign) { EXPECT_EQ(without_note_markup(GetParam().markdown).tags, GetParam().tags); }

INSTANTIATE_TEST_SUITE_P(
    Table, NoteTags,
    testing::Values(
        TagCase{"Plain", "#one and #Two_2, #a/b-c/.\n> #quoted\n- #item", {"one", "Two_2", "a/b-c", "quoted", "item"}},
        TagCase{"Once", "#Tag #tag #TAG", {"Tag"}}, TagCase{"Numbers", "#1984 #y1984 #2024-05", {"y1984", "2024-05"}},
        TagCase{"OtherScripts", "#größe #日本。 #тег…", {"größe", "日本", "тег"}},
        TagCase{"Headings", "# Head\n## #inside", {"inside"}}, TagCase{"Words", "a#b C# # #", {}},
        TagCase{"Addresses", "https://example.org/#a [x](#b) <a href=\"#c\">", {}},
        TagCase{"Code", "`#a`\n```\n#b\n```\n~~~\n#c\n~~~\n\n    #d\n\n#e", {"e"}}, TagCase{"Escaped", "\\#a", {}},
        TagCase{"Comments", "%%#a%% <!-- #b -->", {}}, TagCase{"Signs", "#-- #/a #_", {}}),
    case_name<TagCase>);

TEST(NoteFilter, BearsManyOpenings) {
  for (const char* part :
       {"[[a ", "==a ", "%%", "`a ", "<%", "<!-- ", "> [!", "#a", "![[", "` `` ", " ^a", "==a== b==", "\\"}) {
    without_note_markup(repeat(part, 300'000));
    without_note_markup(repeat(std::string(part) + "\n", 300'000));
  }
}

class Mdx : public testing::TestWithParam<TextCase> {};

TEST_P(Mdx, LosesItsProgramParts) {
  EXPECT_EQ(markdown_to_text(without_jsx(GetParam().markdown)).text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Mdx,
    testing::Values(TextCase{"Import", "import A from './a'\nimport {B} from 'b'\n\nText", "Text"},
                    TextCase{"ExportOverLines", "export const x = {\n  a: 1,\n}\n\nText", "Text"},
                    TextCase{"ProseImport", "import tariffs rise.", "import tariffs rise."},
                    TextCase{"ImportInsideParagraph", "We\nimport x from y", "We import x from y"},
                    TextCase{"Component", "<Callout type=\"note\">\n**bold** text\n</Callout>\n", "bold text"},
                    TextCase{"ExpressionWithBrackets", "a <Chart data={{x: '>', y: [1 > 2]}} /> b", "a  b"},
                    TextCase{"TagOverLines", "a\n\n<Card\n  title=\"x\"\n  n={3}\n/>\n\nb", "a\n\nb"},
                    TextCase{"Fragment", "<>a</>", "a"}, TextCase{"Comment", "a {/* no */}b", "a b"},
                    TextCase{"LessThan", "a < b and 1<2", "a < b and 1<2"},
                    TextCase{"UnclosedTag", "a <Card b", "a <Card b"},
                    TextCase{"Link", "<https://example.org>", "https://example.org"},
                    TextCase{"CodeSpan", "`<Card>` and <Card>c</Card>", "<Card> and c"},
                    TextCase{"CodeBlock", "```jsx\nimport A from 'a'\n<Card/>\n```", "import A from 'a'\n<Card/>"}),
    case_name<TextCase>);

TEST(MdxFilter, BearsManyOpenings) {
  EXPECT_EQ(without_jsx(repeat("`a` ", 100'000)).size(), 400'000u);
  EXPECT_EQ(without_jsx(repeat("{/* ", 100'000)).size(), 400'000u);
  EXPECT_EQ(without_jsx(repeat("<a ", 100'000)).size(), 300'000u);
}

TEST(MarkdownPage, DropsJsxOnlyInMdx) {
  const std::string text = "export const a = 1\n\nText";
  EXPECT_NE(only_json(read_page(text, "a.md")).find("export"), std::string::npos);
  EXPECT_EQ(only_json(read_page(text, "a.mdx")).find("export"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch::records
