#include "kbsearch/record.hpp"

#include <gtest/gtest.h>

#include "kbsearch/error.hpp"
#include "reading.hpp"

namespace kbsearch::records {
namespace {

struct GoodCase {
  const char* name;
  std::string json;
  std::string id;
};

class RecordFromJson : public testing::TestWithParam<GoodCase> {};

TEST_P(RecordFromJson, TakesTheIdAndKeepsTheBytes) {
  const Record record = Record::from_json(GetParam().json);
  EXPECT_EQ(record.id, GetParam().id);
  EXPECT_EQ(record.json, GetParam().json);
  EXPECT_EQ(record.origin.path, "");
}

INSTANTIATE_TEST_SUITE_P(
    Table, RecordFromJson,
    testing::Values(
        GoodCase{"TextId", R"({"id":"a1","title":"Heat pumps"})", "a1"},
        GoodCase{"UnderscoreId", R"({"_id":"b2"})", "b2"},
        GoodCase{"IdWinsOverUnderscoreId", R"({"_id":"b2","id":"a1"})", "a1"},
        GoodCase{"NullIdLeavesUnderscoreId", R"({"id":null,"_id":"b2"})", "b2"},
        GoodCase{"LastOfTwoIds", R"({"id":"first","id":"last"})", "last"},
        GoodCase{"WholeNumber", R"({"id":42})", "42"}, GoodCase{"NegativeNumber", R"({"id":-7})", "-7"},
        GoodCase{"NumberBeyond64Bits", R"({"id":123456789012345678901234567890})", "123456789012345678901234567890"},
        GoodCase{"EscapedId", R"({"id":"\u00fc\ud83d\ude00"})", "\u00FC\U0001F600"},
        GoodCase{"NestedIdIsAnothers", R"({"by":{"id":"x"},"list":[{"id":"y"}],"id":"a1"})", "a1"},
        GoodCase{"OddSpacing", "{ \"id\" :\t\"a1\" , \"n\": 1.50e+1 }", "a1"},
        GoodCase{"LongestId", "{\"id\":\"" + repeat("x", 200) + "\"}", repeat("x", 200)},
        GoodCase{"DeepestNesting", "{\"id\":\"a\",\"d\":" + repeat("[", 199) + repeat("]", 199) + "}", "a"}),
    case_name<GoodCase>);

TEST(Record, DropsSurroundingWhiteSpaceAndByteOrderMark) {
  EXPECT_EQ(Record::from_json(" \r\n{\"id\":\"a\"}\t\n").json, "{\"id\":\"a\"}");
  EXPECT_EQ(Record::from_json("\xEF\xBB\xBF{\"id\":\"a\"}").json, "{\"id\":\"a\"}");
}

struct BadCase {
  const char* name;
  std::string json;
  std::string message_part;
};

class RecordFromBadJson : public testing::TestWithParam<BadCase> {};

TEST_P(RecordFromBadJson, IsRefusedWithTheReason) {
  try {
    static_cast<void>(Record::from_json(GetParam().json));
    FAIL() << "was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
    EXPECT_NE(std::string(error.what()).find(GetParam().message_part), std::string::npos) << error.what();
    EXPECT_EQ(std::string(error.what()).find("json.exception"), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, RecordFromBadJson,
    testing::Values(BadCase{"Empty", "", "not valid JSON at byte 1"},
                    BadCase{"BrokenMember", R"({"id":"a1", oops})", "record 'a1': not valid JSON at byte 13"},
                    BadCase{"ByteCountsWhiteSpace", "  {x}", "byte 4"},
                    BadCase{"Unclosed", R"({"id":"a1")", "not valid JSON at byte 11"},
                    BadCase{"TrailingText", R"({"id":"a1"} x)", "not valid JSON at byte 13"},
                    BadCase{"TwoObjects", R"({"id":"a1"}{"id":"a2"})", "not valid JSON at byte 12"},
                    BadCase{"InvalidUtf8", "{\"id\":\"a1\",\"t\":\"\xC3(\"}", "UTF-8"},
                    BadCase{"LoneSurrogate", R"({"id":"a1","t":"\ud800"})", "not valid JSON"},
                    BadCase{"RawControlCharacter", "{\"id\":\"a\nb\"}", "not valid JSON"},
                    BadCase{"NumberTooLarge", R"({"id":"a1","n":1e999})", "number overflow"},
                    BadCase{"Array", "[1]", "not an object"}, BadCase{"Text", "\"x\"", "not an object"},
                    BadCase{"NoId", R"({"title":"x"})", "id: is missing"},
                    BadCase{"NullId", R"({"id":null})", "id: is missing"},
                    BadCase{"EmptyId", R"({"id":""})", "id: is empty"},
                    BadCase{"FractionId", R"({"id":1.5})", "id: is 1.5, must be text or a whole number"},
                    BadCase{"ExponentId", R"({"id":1e3})", "id: is 1e3"},
                    BadCase{"TruthId", R"({"id":true})", "id: is true"},
                    BadCase{"ObjectId", R"({"id":{"$oid":"x"}})", "id: is an object"},
                    BadCase{"ArrayId", R"({"id":["x"]})", "id: is an array"},
                    BadCase{"ControlCharacterInId", R"({"id":"a\tb"})", "control character at byte 2"},
                    BadCase{"C1ControlInId", R"({"id":"ab\u0085"})", "control character at byte 3"},
                    BadCase{"LongId", "{\"id\":\"" + repeat("x", 201) + "\"}", "has 201 bytes"},
                    BadCase{"TooDeep", "{\"id\":\"a\",\"d\":" + repeat("[", 200) + repeat("]", 200) + "}",
                            "nested deeper than 200"},
                    BadCase{"VeryDeepArray", repeat("[", 100'000), "not an object"},
                    BadCase{"VeryDeepMember", "{\"d\":" + repeat("[", 100'000), "nested deeper than 200"}),
    case_name<BadCase>);

}  // namespace
}  // namespace kbsearch::records
