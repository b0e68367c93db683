#include <gtest/gtest.h>

#include "reading.hpp"

namespace kbsearch::records {
namespace {

ReadResult read_lines(const std::string& text, std::size_t max_record_bytes = 1 << 20) {
  return read_text(text, "kb.jsonl", {.format = RecordFormat::kJsonLines, .max_record_bytes = max_record_bytes});
}

TEST(JsonLines, GivesRecordsInOrderWithTheirLines) {
  const auto result = read_lines("{\"id\":1}\n\n  \t\r\n{\"_id\":\"b\"}\n{\"id\":\"c\"}");
  EXPECT_EQ(result.ids(), (Ids{"1", "b", "c"}));
  ASSERT_EQ(result.records.size(), 3u);
  EXPECT_EQ(result.records[0].origin.line, 1u);
  EXPECT_EQ(result.records[1].origin.line, 4u);
  EXPECT_EQ(result.records[2].origin.line, 5u);
  EXPECT_EQ(result.records[2].origin.path, "kb.jsonl");
}

TEST(JsonLines, KeepsEveryByteOfALine) {
  const std::string line = R"({ "id" : "a" ,"n":1.50, "u":"\u00e9é", "z":1E5, "z":2 })";
  EXPECT_EQ(only_json(read_lines("  " + line + " \t\r\n")), line);
}

TEST(JsonLines, PassesOverAByteOrderMark) {
  EXPECT_EQ(only_json(read_lines("\xEF\xBB\xBF{\"id\":\"a\"}\r\n")), "{\"id\":\"a\"}");
}

TEST(JsonLines, GivesNothingForAnEmptyFile) {
  for (const char* text : {"", "\n", " \r\n\n\t"}) {
    const auto result = read_lines(text);
    EXPECT_TRUE(result.records.empty() && result.rejections.empty()) << '"' << text << '"';
  }
}

struct BadLineCase {
  const char* name;
  std::string line;
  std::string id;
  std::string field;
  std::string reason_part;
};

class BadJsonLine : public testing::TestWithParam<BadLineCase> {};

TEST_P(BadJsonLine, IsRejectedAndTheNextLineGoesOn) {
  const auto result = read_lines("{\"id\":\"before\"}\n" + GetParam().line + "\n{\"id\":\"after\"}\n");
  EXPECT_EQ(result.ids(), (Ids{"before", "after"}));
  const Rejection rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.path, "kb.jsonl");
  EXPECT_EQ(rejection.origin.line, 2u);
  EXPECT_EQ(rejection.record_id, GetParam().id);
  EXPECT_EQ(rejection.field, GetParam().field);
  EXPECT_NE(rejection.reason.find(GetParam().reason_part), std::string::npos) << rejection.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadJsonLine,
    testing::Values(BadLineCase{"BrokenJson", R"({"id":"q", x})", "q", "", "at byte 12"},
                    BadLineCase{"BrokenBeforeTheId", R"({x:1,"id":"q"})", "", "", "at byte 2"},
                    BadLineCase{"InvalidUtf8", "{\"id\":\"q\",\"t\":\"\xFF\"}", "q", "", "at byte 16"},
                    BadLineCase{"NotAnObject", "[1,2]", "", "", "not an object"},
                    BadLineCase{"Unclosed", R"({"id":"q","t":"abc)", "q", "", "not valid JSON"},
                    BadLineCase{"MissingId", R"({"t":1})", "", "id", "is missing"},
                    BadLineCase{"FractionId", R"({"id":1.5})", "", "id", "is 1.5"},
                    BadLineCase{"NulByte", std::string("{\"id\":\"q\"\0}", 11), "q", "", "not valid JSON"},
                    BadLineCase{"DeepNesting", repeat("[", 100'000), "", "", "not an object"},
                    BadLineCase{"DeepMember", "{\"id\":\"q\",\"d\":" + repeat("{\"d\":", 100'000), "q", "",
                                "nested deeper than 200"}),
    case_name<BadLineCase>);

TEST(JsonLines, RejectsAnOverlongLineByNameAndGoesOn) {
  const std::string longest = "{\"id\":\"" + repeat("x", 91) + "\"}";
  ASSERT_EQ(longest.size(), 100u);
  const std::string longer = "{\"id\":\"big\",\"t\":\"" + repeat("x", 2'000'000) + "\"}";
  const auto result = read_lines(longest + "\n" + longer + "\n{\"id\":\"after\"}\n", 100);
  EXPECT_EQ(result.ids(), (Ids{repeat("x", 91), "after"}));
  const Rejection rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.line, 2u);
  EXPECT_EQ(rejection.record_id, "big");
  EXPECT_NE(rejection.reason.find("longer than 100 bytes"), std::string::npos) << rejection.reason;
  EXPECT_EQ(result.records.back().origin.line, 3u);
}

TEST(JsonLines, RejectsAnOverlongLastLineWithoutLineFeed) {
  const auto result = read_lines("{\"id\":\"a\"}\n" + repeat("x", 1'000'000), 50);
  EXPECT_EQ(result.ids(), (Ids{"a"}));
  EXPECT_EQ(only_rejection(result).origin.line, 2u);
}

struct MixedCase {
  const char* name;
  std::string file;
  std::string text;
  Ids ids;
  std::size_t rejected;
};

class MixedJson : public testing::TestWithParam<MixedCase> {};

TEST_P(MixedJson, LosesNoRecordWhateverStandsBeforeIt) {  // a first line "[]" hid all that followed
  const TemporaryDirectory directory;
  const std::string path = directory.write(GetParam().file, GetParam().text);
  const auto result = read_to_end(RecordReader::open({path}));
  EXPECT_EQ(result.ids(), GetParam().ids);
  EXPECT_EQ(result.rejections.size(), GetParam().rejected);
}

constexpr const char* kTwoLines = "{\"id\":\"a\"}\n{\"id\":\"b\"}\n";

INSTANTIATE_TEST_SUITE_P(
    Table, MixedJson,
    testing::Values(
        MixedCase{"EmptyArrayFirst", "x.jsonl", std::string("[]\n") + kTwoLines, {"a", "b"}, 1},
        MixedCase{"EmptyArrayFirstInJson", "x.json", std::string("[]\n") + kTwoLines, {"a", "b"}, 1},
        MixedCase{"SpacedEmptyArrayFirst", "x.jsonl", std::string(" [ ] \r\n\n") + kTwoLines, {"a", "b"}, 1},
        MixedCase{"NumbersFirst", "x.jsonl", std::string("[1]\n") + kTwoLines, {"a", "b"}, 1},
        MixedCase{"TextsFirst", "x.jsonl", std::string("[\"id\",\"]\"]\n") + kTwoLines, {"a", "b"}, 1},
        MixedCase{"ArrayThenWords", "x.jsonl", std::string("[]\nwords\n") + kTwoLines, {"a", "b"}, 2},
        MixedCase{"ArrayOfRecordsFirst",
                  "x.jsonl",
                  std::string("[{\"id\":1},{\"id\":2}]\n") + kTwoLines,
                  {"1", "2", "a", "b"},
                  0},
        MixedCase{"ArrayOfRecordsLater",
                  "x.jsonl",
                  std::string(kTwoLines) + "[{\"id\":1},7,{\"id\":2}]\n{\"id\":3}",
                  {"a", "b", "1", "2", "3"},
                  1},
        MixedCase{"BrokenArrayLater",
                  "x.jsonl",
                  std::string("{\"id\":3}\n[{\"id\":1},{\"id\":2\n") + kTwoLines,
                  {"3", "1", "a", "b"},
                  1},
        MixedCase{"EmptyObjectFirst", "x.jsonl", std::string("{}\n") + kTwoLines, {"a", "b"}, 1},
        MixedCase{"EmptyObjectOverLinesFirst", "x.json", std::string("{\n}\n") + kTwoLines, {"a", "b"}, 1},
        MixedCase{"OtherWordsFirst", "x.jsonl", std::string("null\n") + kTwoLines, {"a", "b"}, 1},
        MixedCase{"LinesNamedJson", "x.json", kTwoLines, {"a", "b"}, 0},
        MixedCase{"BrokenFirstLineNamedJson",
                  "x.json",
                  std::string("{\"id\":\"c\", \"t\":\"\n\n") + kTwoLines,
                  {"a", "b"},
                  1},
        MixedCase{"ArrayOverLinesNamedLines", "x.jsonl", "[\n{\"id\":\"a\"},\n{\"id\":\"b\"}\n]\n", {"a", "b"}, 0},
        MixedCase{"ArrayFromTheFirstLineOn", "x.jsonl", "[{\"id\":\"a\"},\n{\"id\":\"b\"}]\n", {"a", "b"}, 0},
        MixedCase{
            "RecordsAfterAnArray", "x.json", std::string("[\n{\"id\":\"c\"}\n]\n") + kTwoLines, {"c", "a", "b"}, 0},
        MixedCase{"TwoOnOneLine",
                  "x.jsonl",
                  std::string("{\"id\":1}{\"id\":2} {\"id\":3}\n") + kTwoLines,
                  {"1", "2", "3", "a", "b"},
                  0}),
    case_name<MixedCase>);

TEST(JsonLines, ReadsLinesThatCrossBufferBounds) {
  std::string text;
  Ids ids;
  for (int i = 0; i < 50; ++i) {
    ids.push_back(std::to_string(i));
    text += "{\"id\":" + ids.back() + ",\"t\":\"" + repeat("y", 20'000 + static_cast<std::size_t>(i) * 997) + "\"}\n";
  }
  EXPECT_EQ(read_lines(text).ids(), ids);
}

}  // namespace
}  // namespace kbsearch::records
