// Signs that people mark notes with are tokens: emoji with all that is joined to them, arrows, stars, ticks.
#include <gtest/gtest.h>

#include "kbsearch/analyzer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

/// The exact forms of the words of a text, one space between.
std::string words_of(std::string_view text) {
  std::string words;
  for (const auto& token : Analyzer("en").analyze(text)) {
    if (token.kind == TokenKind::kWord) words += (words.empty() ? "" : " ") + token.exact;
  }
  return words;
}

struct PictureCase {
  const char* name;
  const char* text;
  const char* words;
};

class Pictures : public testing::TestWithParam<PictureCase> {};

TEST_P(Pictures, AreTokens) { EXPECT_EQ(words_of(GetParam().text), GetParam().words); }

INSTANTIATE_TEST_SUITE_P(
    Analyzer, Pictures,
    testing::Values(PictureCase{"Tick", "✅ done", "✅ done"}, PictureCase{"PlainTick", "✓ ✔ ✗ ☐ ☑", "✓ ✔ ✗ ☐ ☑"},
                    PictureCase{"Star", "⭐★☆", "⭐ ★ ☆"}, PictureCase{"Arrow", "heat→pump ➡ next", "heat → pump ➡ next"},
                    PictureCase{"VariationSelector", "❤\uFE0F and ❤ and ❤\uFE0E", "❤ and ❤ and ❤"},
                    PictureCase{"SkinTone", "👍🏽 👍", "👍🏽 👍"},
                    PictureCase{"SkinToneAlone", "🏽", "🏽"},
                    PictureCase{"Joined", "👩\u200D💻 works", "👩\u200D💻 works"},
                    PictureCase{"JoinedWithSelector", "🏳\uFE0F\u200D🌈", "🏳\u200D🌈"},
                    PictureCase{"JoinedWithTone", "🧑🏽\u200D🚀", "🧑🏽\u200D🚀"},
                    PictureCase{"Family", "👨\u200D👩\u200D👧\u200D👦👍", "👨\u200D👩\u200D👧\u200D👦 👍"},
                    PictureCase{"NotJoinedToAWord", "👩\u200D works", "👩 works"}, PictureCase{"Flags", "🇩🇪🇫🇷", "🇩🇪 🇫🇷"},
                    PictureCase{"HalfAFlag", "🇩", "🇩"},
                    PictureCase{"FlagOfTags", "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F x",
                                "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F x"},
                    PictureCase{"Keycaps", "#\uFE0F\u20E3 *\u20E3 1\uFE0F\u20E3", "#\u20E3 *\u20E3 1\u20E3"},
                    PictureCase{"BesideAWord", "✅done🚀", "✅ done 🚀"}, PictureCase{"Row", "🚀🚀", "🚀 🚀"},
                    PictureCase{"ColouredShapes", "🔴 🟢 ◾", "🔴 🟢 ◾"},
                    PictureCase{"SuperscriptMarks", "a™ b® c©", "a b c"},
                    PictureCase{"ListMarks", "• a ▪ b ■ c ● d – e … f ‼", "a b c d e f"},
                    PictureCase{"Mathematics", "x ≥ 3 ∑ ± 2", "x 3 2"}, PictureCase{"Money", "5 € $3", "5 3"},
                    PictureCase{"HashAndStar", "# heading * item C# 2*3", "heading item c 2 3"}),
    [](const auto& tried) { return std::string(tried.param.name); });

TEST(Picture, HasNoSkinToneInItsStem) {
  for (const auto& token : Analyzer("en").analyze("👍🏽")) {
    EXPECT_EQ(token.stem, "👍");
    EXPECT_EQ(token.exact, "👍🏽");
    EXPECT_EQ(token.end, 8u);
  }
}

TEST(Picture, IsFoundInEachFieldAndMarked) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb",
                   "{\"id\":\"m1\",\"title\":\"✅ Done list\",\"content\":\"finished 🚀 launch, 👍🏽 to all\"}\n"
                   "{\"id\":\"m2\",\"title\":\"⭐ Starred\",\"content\":\"priority 🔴 and → next\",\"tags\":[\"🔖\"]}\n");
  const auto searcher = Searcher::open(directory / "kb");
  const auto found = [&](std::string_view query) {
    std::string ids;
    for (const auto& hit : searcher.search(query).hits) ids += hit.record_id;
    return ids;
  };
  EXPECT_EQ(found("✅"), "m1");
  EXPECT_EQ(found("🚀"), "m1");
  EXPECT_EQ(found("👍"), "m1");
  EXPECT_EQ(found("\"👍🏽 to all\""), "m1");
  EXPECT_EQ(found("\"👍 to all\""), "");
  EXPECT_EQ(found("⭐"), "m2");
  EXPECT_EQ(found("🔴"), "m2");
  EXPECT_EQ(found("+→ priority"), "m2");
  EXPECT_EQ(found("title:⭐"), "m2");
  EXPECT_EQ(found("list -✅"), "");
  EXPECT_EQ(found("tag:🔖"), "m2");
  const auto results = searcher.search("🚀");
  const auto& snippet = results.hits.front().snippet;
  ASSERT_EQ(snippet.marks.size(), 1u);
  EXPECT_EQ(snippet.text.substr(snippet.marks[0].begin, snippet.marks[0].end - snippet.marks[0].begin), "🚀");
  EXPECT_EQ(searcher.search("🎈").unknown_words, std::vector<std::string>{"🎈"});
}

TEST(SignsThatAreNotSearched, AreTold) {
  const auto searcher = Searcher::open(test::sample_index());
  const auto told = [&](std::string_view query) {
    std::string all;
    for (const auto& warning : searcher.search(query).warnings) all += warning.what + "\n";
    return all;
  };
  EXPECT_EQ(told(""), "the query has no words\n");
  EXPECT_EQ(told("  "), "the query has no words\n");
  EXPECT_EQ(told("?? !"), "the query has no words: signs are not searched\n");
  EXPECT_EQ(told("\"…\""), "the query has no words: signs are not searched\n");
  EXPECT_EQ(told("●"), "the query has no words: signs are not searched\n");
  EXPECT_EQ(told("● governance"), "'●' has no word in it: signs are not searched\n");
  EXPECT_EQ(told("governance - law & order / rule"), "");
  EXPECT_EQ(told("type:paper"), "");
  EXPECT_EQ(told("gov*"), "");
}

}  // namespace
}  // namespace kbsearch
