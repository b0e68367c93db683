#include "store/stored_document.hpp"

#include <gtest/gtest.h>

#include "kbsearch/error.hpp"
#include "store/json_escape.hpp"

namespace kbsearch::store {
namespace {

std::string store_one(const std::string& json, const std::string& text) {
  StoredDocumentWriter writer("id-1", "en");
  std::vector<TextToStore> texts(1);
  texts[0] = {text, {{0, 3}, {4, 8}, {4, 9}}, {0, 4}};
  writer.add_texts(2, texts);
  writer.add_number(5, 51.5);
  return writer.finish(json);
}

TEST(StoredDocument, GivesBackWhatWasStored) {
  const auto bytes = store_one("{}", "The heat pump");
  const StoredDocument document(bytes);
  EXPECT_EQ(document.id(), "id-1");
  EXPECT_EQ(document.language(), "en");
  EXPECT_EQ(document.number(5), 51.5);
  EXPECT_FALSE(document.number(4));
  EXPECT_TRUE(document.texts(1).empty());
  ASSERT_EQ(document.texts(2).size(), 1u);
  EXPECT_EQ(document.first_text(2), "The heat pump");
  std::vector<StoredToken> tokens;
  document.texts(2)[0].read_tokens(tokens);
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[1].begin, 4u);
  EXPECT_EQ(tokens[1].end, 8u);
  EXPECT_EQ(tokens[2].begin, 4u);
  EXPECT_EQ(tokens[2].end, 9u);
  std::vector<std::uint32_t> starts;
  document.texts(2)[0].read_sentence_starts(starts);
  EXPECT_EQ(starts, (std::vector<std::uint32_t>{0, 4}));
}

struct JsonCase {
  const char* name;
  const char* text;
  const char* json;
};

class RecordJson : public testing::TestWithParam<JsonCase> {};

TEST_P(RecordJson, ComesBackByteForByte) {
  const auto bytes = store_one(GetParam().json, GetParam().text);
  EXPECT_EQ(StoredDocument(bytes).record_json(), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(
    StoredDocument, RecordJson,
    testing::Values(
        JsonCase{"Plain", "a summary that is long enough", R"({"s": "a summary that is long enough","x":1})"},
        JsonCase{"Escaped", "a \"quoted\"\n\tline with a \\ backslash",
                 R"({"s":"a \"quoted\"\n\tline with a \\ backslash"})"},
        JsonCase{"AsciiEscapes", "Müller spoke of \U0001F680 and more",
                 R"({"s":"M\u00fcller spoke of \ud83d\ude80 and more"})"},
        JsonCase{"AThirdWayToEscape", "a/b and so on and so forth", R"({"s":"a\/b and so on and so forth"})"},
        JsonCase{"TheTextTwice", "the same words, once and again",
                 R"({"s":"the same words, once and again","t":"the same words, once and again"})"},
        JsonCase{"NotInTheRecord", "some text of quite another record", R"({"s":1})"}),
    [](const auto& param) { return param.param.name; });

TEST(StoredDocument, RefusesCutAndDamagedBytesInsteadOfReadingOn) {
  const auto whole = store_one(R"({"s":"The heat pump in the house"})", "The heat pump in the house");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto cut = whole.substr(0, size);
    try {
      const StoredDocument document(cut);
      document.record_json();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIndexCorrupt);
    }
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    try {
      const StoredDocument document(damaged);
      document.record_json();
      std::vector<StoredToken> tokens;
      for (const auto& text : document.texts(2)) text.read_tokens(tokens);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIndexCorrupt);
    }
  }
}

}  // namespace
}  // namespace kbsearch::store
