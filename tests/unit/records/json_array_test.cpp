#include <gtest/gtest.h>
#include <sys/resource.h>

#include <streambuf>

#include "reading.hpp"

namespace kbsearch::records {
namespace {

ReadResult read_array(const std::string& text) { return read_as(RecordFormat::kJsonArray, text, "kb.json"); }

TEST(JsonArray, KeepsTheBytesAndLinesOfItsElements) {
  const std::string first = "{ \"id\": \"a\",\n    \"t\": \"x ] } \\\" y\" }";
  const std::string second = "{\"id\":\"b\",\"d\":[{},[1,2]]}";
  const auto result = read_array("\xEF\xBB\xBF\n[\n  " + first + " ,\n\n" + second + "\n]\n");
  EXPECT_TRUE(result.rejections.empty());
  ASSERT_EQ(result.records.size(), 2u);
  EXPECT_EQ(result.records[0].json, first);
  EXPECT_EQ(result.records[0].origin.line, 3u);
  EXPECT_EQ(result.records[1].json, second);
  EXPECT_EQ(result.records[1].origin.line, 6u);
}

TEST(JsonArray, ReadsOneObjectThatSpansLines) {
  const std::string object = "{\n  \"id\": \"a\",\n  \"t\": \"x\"\n}";
  EXPECT_EQ(only_json(read_array(object + "\n")), object);
}

TEST(JsonArray, ReadsSpanningObjectsOneAfterTheOther) {
  EXPECT_EQ(read_array("{\n\"id\":1}\n{\n\"id\":2}").ids(), (Ids{"1", "2"}));
}

TEST(JsonArray, MayBeEmpty) {
  for (const char* text : {"[]", " [ \n ] \n", "", "\n"}) {
    const auto result = read_array(text);
    EXPECT_TRUE(result.records.empty() && result.rejections.empty()) << '"' << text << '"';
  }
}

TEST(JsonArray, GoesOnAfterAnElementThatIsNoRecord) {
  const auto result = read_array("[{\"id\":\"a\"},\n42,\n{\"t\":1},\n{\"id\":\"x\" oops},\n\"text\",\n{\"id\":\"b\"}]");
  EXPECT_EQ(result.ids(), (Ids{"a", "b"}));
  ASSERT_EQ(result.rejections.size(), 4u);
  EXPECT_EQ(result.rejections[0].origin.line, 2u);
  EXPECT_EQ(result.rejections[1].field, "id");
  EXPECT_EQ(result.rejections[1].origin.line, 3u);
  EXPECT_EQ(result.rejections[2].record_id, "x");
  EXPECT_EQ(result.rejections[3].origin.line, 5u);
}

struct BrokenCase {
  const char* name;
  std::string text;  ///< Has one good record, "a", before the fault.
  std::size_t line;
  std::string reason_part;
};

class BrokenJsonArray : public testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenJsonArray, KeepsWhatCameBeforeAndSaysWhereItStops) {
  const auto result = read_array(GetParam().text);
  EXPECT_EQ(result.ids(), (Ids{"a"}));
  const Rejection rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.line, GetParam().line);
  EXPECT_NE(rejection.reason.find(GetParam().reason_part), std::string::npos) << rejection.reason;
}

INSTANTIATE_TEST_SUITE_P(
    Table, BrokenJsonArray,
    testing::Values(BrokenCase{"UnclosedElement", "[{\"id\":\"a\"},\n{\"id\":\"b\",", 2, "not closed"},
                    BrokenCase{"UnclosedText", "[{\"id\":\"a\"},\n{\"id\":\"b]}", 2, "not closed"},
                    BrokenCase{"EndsInAnEscape", "[{\"id\":\"a\"},\n{\"id\":\"b\\", 2, "not closed"},
                    BrokenCase{"UnclosedArray", "[{\"id\":\"a\"}\n", 2, "comma or ']' is missing"},
                    BrokenCase{"ArrayEndsAfterComma", "[{\"id\":\"a\"},\n", 2, "array is not closed"},
                    BrokenCase{"MissingComma", "[{\"id\":\"a\"}\n{\"id\":\"b\"}]", 2, "comma"},
                    BrokenCase{"TrailingComma", "[{\"id\":\"a\"},\n]", 2, "an element was expected"},
                    BrokenCase{"TextAfterTheEnd", "[{\"id\":\"a\"}]\nx", 2, "after the end of the array"},
                    BrokenCase{"TextAfterAnObject", "{\"id\":\"a\"}\nx", 2, "object was expected"},
                    BrokenCase{"DeepNesting", "[{\"id\":\"a\"},\n" + repeat("[", 100'000), 2, "not closed"}),
    case_name<BrokenCase>);

TEST(JsonArray, MayBeLargerThanOneRecord) {
  const auto result = read_text("[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]", "kb.json",
                                {.format = RecordFormat::kJsonArray, .max_record_bytes = 10});
  EXPECT_EQ(result.ids(), (Ids{"a", "b", "c"}));
  EXPECT_TRUE(result.rejections.empty());
}

TEST(JsonArray, RejectsAnOverlongElementByNameAndGoesOn) {
  const auto result = read_text("[{\"id\":\"a\"},\n{\"id\":\"big\",\"t\":\"" + repeat("x", 50) + "\"},{\"id\":\"c\"}]",
                                "kb.json", {.format = RecordFormat::kJsonArray, .max_record_bytes = 50});
  EXPECT_EQ(result.ids(), (Ids{"a", "c"}));
  const Rejection rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.line, 2u);
  EXPECT_EQ(rejection.record_id, "big");
  EXPECT_NE(rejection.reason.find("longer than 50 bytes"), std::string::npos) << rejection.reason;
}

TEST(JsonArray, TellsThatAnOverlongElementDoesNotEnd) {
  const auto result = read_text("[{\"id\":\"a\"},\n{\"id\":\"big\",\"t\":\"" + repeat("x", 2'000'000), "kb.json",
                                {.format = RecordFormat::kJsonArray, .max_record_bytes = 50});
  EXPECT_EQ(result.ids(), (Ids{"a"}));
  const Rejection rejection = only_rejection(result);
  EXPECT_EQ(rejection.record_id, "big");
  EXPECT_EQ(rejection.scope, Rejection::Scope::kRest);
}

TEST(JsonArray, GoesOnWithArraysAndObjectsThatFollow) {
  const auto result = read_array("[]\n[{\"id\":1}] [\n{\"id\":2},{\"id\":3}]\n{\"id\":4}{\n\"id\":5}\n[{\"id\":6}]");
  EXPECT_EQ(result.ids(), (Ids{"1", "2", "3", "4", "5", "6"}));
  EXPECT_TRUE(result.rejections.empty());
}

/// Gives "[", then one record again and again, then "]": more than anyone should hold.
class EndlessArray : public std::streambuf {
 public:
  EndlessArray(std::string element, std::size_t times) : element_(std::move(element)), left_(times) {}

 private:
  int_type underflow() override {
    if (stage_ == 2) return traits_type::eof();
    piece_ = stage_ == 0 ? "[" : left_ > 0 ? element_ + (left_ > 1 ? "," : "") : "]";
    if (stage_ == 0 || left_ == 0) {
      ++stage_;
    } else {
      --left_;
    }
    setg(piece_.data(), piece_.data(), piece_.data() + piece_.size());
    return traits_type::to_int_type(piece_.front());
  }
  std::string element_;
  std::size_t left_;
  int stage_ = 0;
  std::string piece_;
};

/// Most memory this process ever held, in bytes.
std::size_t peak_memory() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return 0;  // what a sanitizer holds is its own affair
#else
  struct rusage usage {};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
#endif
}

TEST(JsonArray, HoldsOneElementAtATime) {
  const std::size_t before = peak_memory();
  EndlessArray buffer("{\"id\":\"a\",\"t\":\"" + repeat("x", 10'000) + "\"}", 6'000);
  std::istream stream(&buffer);
  auto reader = RecordReader::from_stream(stream, "kb.json");
  std::size_t count = 0;
  while (const auto item = reader.next()) count += std::holds_alternative<Record>(*item) ? 1 : 0;
  EXPECT_EQ(count, 6'000u);
  EXPECT_GT(reader.bytes_read(), 60'000'000u);
  EXPECT_LT(peak_memory() - before, 30u << 20);
}

TEST(JsonArray, HoldsOnlyTheBeginningOfAnEndlessElement) {
  const std::size_t before = peak_memory();
  EndlessArray buffer("{\"id\":\"a\",\"t\":[" + repeat("1,", 100'000) + "1]", 500);
  std::istream stream(&buffer);
  auto reader = RecordReader::from_stream(stream, "kb.json", {.max_record_bytes = 1 << 20});
  const auto item = reader.next();
  ASSERT_TRUE(item.has_value());
  const auto& rejection = std::get<Rejection>(*item);
  EXPECT_EQ(rejection.record_id, "a");
  EXPECT_EQ(rejection.scope, Rejection::Scope::kRest);
  EXPECT_GT(reader.bytes_read(), 100'000'000u);
  EXPECT_FALSE(reader.next().has_value());
  EXPECT_LT(peak_memory() - before, 30u << 20);
}

}  // namespace
}  // namespace kbsearch::records
