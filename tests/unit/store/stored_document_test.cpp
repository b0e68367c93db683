#include "store/stored_document.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

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

/// Returns a record of `count` key points and its stored bytes' making; `slash` is how a '/' is written.
struct ManyTexts {
  ManyTexts(std::size_t count, std::string_view slash) : json("{\"id\":\"a\",\"k\":[") {
    for (std::size_t i = 0; i < count; ++i) {
      points.push_back("Key point " + std::to_string(i) + " of very many/all of them");
      std::string written = points.back();
      written.replace(written.find('/'), 1, slash);
      json += (i == 0 ? "\"" : ",\"") + written + '"';
    }
    json += "]}";
  }
  std::string store() const {
    StoredDocumentWriter writer("a", "en");
    std::vector<TextToStore> texts;
    for (const auto& point : points) texts.push_back({point, {}, {}});
    writer.add_texts(2, texts);
    return writer.finish(json);
  }
  std::vector<std::string> points;
  std::string json;
};

/// The shortest of three runs, in seconds of the processor: other work on the machine does not count.
template <typename Run>
double seconds(Run run) {
  double least = 1e9;
  for (int i = 0; i < 3; ++i) {
    const std::clock_t start = std::clock();
    run();
    least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return least;
}

TEST(StoredDocument, TakesTimeInProportionToItsTexts) {  // 100,000 key points took 56 s, with "\/" 231 s
  for (const std::string_view slash : {"/", "\\/", "\\u002f"}) {
    const ManyTexts few(10'000, slash);
    const ManyTexts many(40'000, slash);
    std::string stored_few;
    std::string stored_many;
    const double write_few = seconds([&] { stored_few = few.store(); });
    const double write_many = seconds([&] { stored_many = many.store(); });
    EXPECT_LT(write_many, 10 * write_few + 0.2) << slash;
    const double read_few = seconds([&] { EXPECT_EQ(StoredDocument(stored_few).record_json(), few.json); });
    const double read_many = seconds([&] { EXPECT_EQ(StoredDocument(stored_many).record_json(), many.json); });
    EXPECT_LT(read_many, 10 * read_few + 0.2) << slash;
  }
}

TEST(StoredDocument, KeepsEachOfSeveralLikeTextsOnce) {
  const std::string text = "the same words, once and again";
  StoredDocumentWriter writer("id-1", "en");
  writer.add_texts(1, {{text, {}, {}}, {text, {}, {}}});
  const std::string json = "[\"" + text + "\",\"" + text + "\",\"" + text + "\"]";
  const auto bytes = writer.finish(json);
  EXPECT_EQ(StoredDocument(bytes).record_json(), json);
  EXPECT_LT(bytes.size(), 5 * text.size());
}

TEST(StoredDocument, DoesNotGrowWithoutBoundsWhenDamaged) {
  const std::string text(100'000, 'x');
  StoredDocumentWriter writer("id-1", "en");
  writer.add_texts(1, {{text, {}, {}}});
  std::string bytes = writer.finish("{}");
  bytes.erase(bytes.size() - 4);                                      // the record: its only piece and the end mark
  for (int i = 0; i < 1'000; ++i) bytes += std::string("\0\4\0", 3);  // the text, time and again
  bytes += std::string("\0\0", 2);
  EXPECT_THROW(StoredDocument(bytes).record_json(), Error);
}

struct UnescapeCase {
  const char* name;
  const char* escaped;
  std::optional<std::string> text;
};

class UnescapedJson : public testing::TestWithParam<UnescapeCase> {};

TEST_P(UnescapedJson, IsTheTextThatItStandsFor) { EXPECT_EQ(unescape_json(GetParam().escaped), GetParam().text); }

INSTANTIATE_TEST_SUITE_P(Table, UnescapedJson,
                         testing::Values(UnescapeCase{"Letters", R"(a\\\/\"\b\f\n\r\t)", "a\\/\"\b\f\n\r\t"},
                                         UnescapeCase{"Units", R"(\u0041\u00e9\u00E9)", "A\u00e9\u00e9"},
                                         UnescapeCase{"Pair", R"(\ud83d\ude80!)", "\U0001F680!"},
                                         UnescapeCase{"Lone", R"(\ud83d)", std::nullopt},
                                         UnescapeCase{"WrongOrder", R"(\ude80\ud83d)", std::nullopt},
                                         UnescapeCase{"Short", R"(\u12)", std::nullopt},
                                         UnescapeCase{"Sign", R"(\u+123)", std::nullopt},
                                         UnescapeCase{"Unknown", R"(\x)", std::nullopt},
                                         UnescapeCase{"Cut", "a\\", std::nullopt}),
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
