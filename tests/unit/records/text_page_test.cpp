#include <gtest/gtest.h>

#include "reading.hpp"

namespace kbsearch::records {
namespace {

struct TitleCase {
  const char* name;
  std::string text;
  std::string file;
  std::string title;
};

class TextPage : public testing::TestWithParam<TitleCase> {};

TEST_P(TextPage, IsTitledByItsFirstLines) {
  const std::string json = only_json(read_as(RecordFormat::kText, GetParam().text, GetParam().file));
  EXPECT_EQ(json.substr(0, json.find(",\"")), R"({"id":"a")");
  EXPECT_NE(json.find(R"("title":")" + GetParam().title + R"(",)"), std::string::npos) << json;
}

INSTANTIATE_TEST_SUITE_P(Table, TextPage,
                         testing::Values(TitleCase{"FirstLine", "\nHeat pumps\r\n\r\nText.\n", "a.txt", "Heat pumps"},
                                         TitleCase{"OneLineOnly", "Heat pumps\n", "a.txt", "a"},
                                         TitleCase{"Paragraph", "Heat pumps\nand more\n", "a.txt", "a"},
                                         TitleCase{"LongLine", std::string(200, 'x') + "\n\nText", "a.txt", "a"},
                                         TitleCase{"Underlined", "Heat\n====\nText", "a.txt", "Heat"},
                                         TitleCase{"ShortUnderline", "Heat pumps\n--\nText", "a.txt", "a"},
                                         TitleCase{"Accents", "\u00DCber\n----\n", "a.rst", "\u00DCber"},
                                         TitleCase{"Overlined", "====\nHeat\n====\n\nText", "a.rst", "Heat"},
                                         TitleCase{"AsciiDoc", "= Heat pumps\nAnn B.\n", "a.adoc", "Heat pumps"},
                                         TitleCase{"Org", "# -*- org -*-\n#+STARTUP: x\n#+Title: Heat pumps\n\nText",
                                                   "a.org", "Heat pumps"},
                                         TitleCase{"OrgOnlyInOrg", "#+TITLE: Heat pumps\nText", "a.txt", "a"}),
                         case_name<TitleCase>);

TEST(TextPage, KeepsTheWholeTextAndItsPlace) {
  EXPECT_EQ(only_json(read_as(RecordFormat::kText, "Heat\n\nOne\r\n  two\n\n", "notes/a.txt")),
            R"({"id":"a","title":"Heat","file_name":"a","folders":["notes"],"path":"notes/a.txt",)"
            R"("content":"Heat\n\nOne\n  two"})");
}

TEST(TextPage, TakesWhatOrgSaysOfAFile) {
  EXPECT_EQ(
      only_json(read_as(RecordFormat::kText,
                        "#+TITLE: a\n#+AUTHOR: Ann\n#+DATE: <2024-05-01 Wed>\n#+FILETAGS: :x:y z:\nText", "a.org")),
      R"({"id":"a","title":"a","published":"2024-05-01","authors":["Ann"],"tags":["x","y","z"],"path":"a.org",)"
      R"("content":"#+TITLE: a\n#+AUTHOR: Ann\n#+DATE: <2024-05-01 Wed>\n#+FILETAGS: :x:y z:\nText"})");
}

TEST(TextPage, IsNoFileThatHoldsNulBytes) {
  const auto rejection = only_rejection(read_as(RecordFormat::kText, std::string("a\nb\0c", 5), "a.txt"));
  EXPECT_EQ(rejection.origin.line, 2u);
  EXPECT_EQ(rejection.reason, "holds a NUL byte (byte 4 of the file): it is no text");
}

TEST(TextPage, IsPassedOverOnAWalkOnlyIfItHasNoExtension) {
  const TemporaryDirectory directory;
  directory.write("README", "words");
  directory.write("a.txt", "words");
  EXPECT_EQ(read_to_end(RecordReader::open({directory.path()})).ids(), (Ids{"a.txt"}));
  EXPECT_EQ(read_to_end(RecordReader::open({directory.path("README")})).ids(), (Ids{"README"}));
}

}  // namespace
}  // namespace kbsearch::records
