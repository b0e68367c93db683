#include <gtest/gtest.h>

#include "reading.hpp"

namespace kbsearch::records {
namespace {

/// Returns ASCII and Latin-1 as UTF-16 with its mark.
std::string utf16(std::string_view text, bool is_big) {
  std::string wide = is_big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : text) {
    if (is_big) wide += '\0';
    wide += c;
    if (!is_big) wide += '\0';
  }
  return wide;
}

struct FileCase {
  const char* name;
  std::string file;
  std::string text;
};

class WideFile : public testing::TestWithParam<FileCase> {};

TEST_P(WideFile, IsReadAsTheSameInUtf8) {
  const auto& [name, file, text] = GetParam();
  const std::string plain = only_json(read_text(text, file));
  EXPECT_EQ(only_json(read_text(utf16(text, false), file)), plain);
  EXPECT_EQ(only_json(read_text(utf16(text, true), file)), plain);
  EXPECT_EQ(only_json(read_text(utf16(text, true).substr(2), file)), plain);
}

INSTANTIATE_TEST_SUITE_P(Table, WideFile,
                         testing::Values(FileCase{"JsonLines", "-", "{\"id\":\"a\"}\n"},
                                         FileCase{"JsonArray", "a.json", "[\n{\"id\":\"a\"}\n]"},
                                         FileCase{"Yaml", "a.yaml", "- id: a\n  t: b\n"},
                                         FileCase{"Markdown", "a.md", "---\ntitle: T\n---\nText"},
                                         FileCase{"Html", "a.html", "<!doctype html><title>T</title>x"},
                                         FileCase{"Text", "a.txt", "Head\n\nText"},
                                         FileCase{"Table", "a.csv", "id,title\r\na,b\r\n"}),
                         case_name<FileCase>);

TEST(Encoding, OfHtmlIsWhatItDeclares) {
  const auto text = [](const std::string& declaration, const std::string& bytes) {
    const std::string json =
        only_json(read_text("<html><head>" + declaration + "<title>a</title><body>" + bytes, "a.html"));
    return json.substr(json.rfind(':') + 1);
  };
  EXPECT_EQ(text("<meta charset=\"KOI8-R\">", "\xC1\xC2"), "\"\u0430\u0431\"}");
  EXPECT_EQ(text("<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-2\">", "\xB1"), "\"\u0105\"}");
  EXPECT_EQ(text("", "\x93q\x94"), "\"\u201Cq\u201D\"}");
  EXPECT_EQ(text("<meta charset=utf-8>", "a\xFF\u00E9"), "\"a\uFFFD\u00E9\"}");
  EXPECT_EQ(text("<meta charset=koi8-r>", "\u00E9"), "\"\u00E9\"}");
  EXPECT_EQ(text("<meta charset=utf-16>", "\xE9"), "\"\u00E9\"}");
}

TEST(Encoding, OfTextsAndTablesIsGuessed) {
  EXPECT_NE(only_json(read_text("Caf\xE9 hours", "a.txt")).find("Caf\u00E9 hours"), std::string::npos);
  EXPECT_NE(only_json(read_text("id;title\na;Caf\xE9\n", "a.csv")).find("Caf\u00E9"), std::string::npos);
}

TEST(Encoding, OfJsonYamlAndPagesIsUtf8) {
  for (const char* name : {"a.json", "a.yaml", "a.md"}) {
    const std::string text = std::string(name) == "a.json" ? "[{\"id\":\"\xE9\"}]" : "- id: \xE9\n";
    EXPECT_NE(only_rejection(read_text(text, name)).reason.find("UTF-8"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace kbsearch::records
