#include "store/token_stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace kbsearch::store {
namespace {

std::vector<StreamToken> found(const std::string& stream, const std::vector<std::uint64_t>& stems) {
  StemSet set;
  for (std::size_t i = 0; i < stems.size(); ++i) set.add(stems[i], i);
  std::vector<StreamToken> tokens;
  TokenStream(stream).find(set, [&](const StreamToken& token) { tokens.push_back(token); });
  return tokens;
}

// Hashes that share their 16-bit unit.
constexpr std::uint64_t kStep = 65536 - TokenStream::kFirstHash;

TEST(TokenStream, TellsFieldTextAndPosition) {
  TokenStreamWriter writer;
  writer.start("de");
  writer.begin_text(0);
  writer.add(100, 100, false);
  writer.add(200, 200, true);
  writer.add(300, 300, false);
  writer.begin_text(4);
  writer.begin_text(4);
  writer.add(300, 300, false);
  const auto stream = writer.finish();
  EXPECT_EQ(TokenStream(stream).language(), "de");
  const auto tokens = found(stream, {300, 200});
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[0].word, 1u);
  EXPECT_TRUE(tokens[0].is_over);
  EXPECT_EQ(tokens[0].index, 1u);
  EXPECT_EQ(tokens[1].position, tokens[0].position) << "what lies over others takes no position";
  EXPECT_EQ(tokens[1].index, 2u);
  EXPECT_EQ(tokens[2].field, 4u);
  EXPECT_EQ(tokens[2].ordinal, 1u) << "a text without tokens counts";
  EXPECT_GE(tokens[2].position, tokens[1].position + kTextGap);
}

TEST(TokenStream, TellsStemsOfOneDocumentApartThatShareAUnit) {
  TokenStreamWriter writer;
  writer.start("en");
  writer.begin_text(0);
  writer.add(100, 1, false);
  writer.add(100 + kStep, 2, false);
  writer.add(100 + 2 * kStep, 3, false);
  const auto stream = writer.finish();
  const auto tokens = found(stream, {100 + kStep});
  ASSERT_EQ(tokens.size(), 1u);
  EXPECT_EQ(tokens[0].index, 1u);
}

TEST(TokenStream, TellsExactFormsApart) {
  TokenStreamWriter writer;
  writer.start("en");
  writer.begin_text(0);
  writer.add(100, 1000, false);
  writer.add(100, 2000, false);
  writer.add(100, 2000 + kStep, false);
  writer.note(500, 5000);
  writer.add(500, 6000, false);
  const auto stream = writer.finish();
  const auto tokens = found(stream, {100, 500});
  ASSERT_EQ(tokens.size(), 4u);
  EXPECT_TRUE(tokens[0].has_form(1000));
  EXPECT_FALSE(tokens[0].has_form(2000));
  EXPECT_TRUE(tokens[1].has_form(2000));
  EXPECT_FALSE(tokens[1].has_form(2000 + kStep)) << "forms that share a unit";
  EXPECT_FALSE(tokens[3].has_form(5000)) << "a form that stands outside the stream";
}

TEST(TokenStream, FindsWhatWasWrittenWhateverItIs) {
  std::mt19937_64 random(20261123);
  for (int round = 0; round < 200; ++round) {
    // Few distinct units, so that they are shared often.
    std::vector<std::uint64_t> stems;
    for (int i = 0; i < 6; ++i) stems.push_back(100 + random() % 3 + kStep * (random() % 3));
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    TokenStreamWriter writer;
    writer.start("en");
    std::vector<std::uint64_t> written;
    for (int i = 0; i < 30; ++i) {
      if (i == 0 || random() % 8 == 0) writer.begin_text(random() % 5);
      written.push_back(stems[random() % stems.size()]);
      writer.add(written.back(), written.back() + kStep * (random() % 2), random() % 5 == 0);
    }
    const auto stream = writer.finish();
    for (const auto stem : stems) {
      // Whether the document has the stem at all is for its posting to tell.
      if (std::count(written.begin(), written.end(), stem) == 0) continue;
      EXPECT_EQ(static_cast<std::ptrdiff_t>(found(stream, {stem}).size()),
                std::count(written.begin(), written.end(), stem));
    }
  }
}

/// Few stems are looked for eight tokens at a time, many one by one.
TEST(TokenStream, FindsTheSameOfFewStemsAsOfMany) {
  std::mt19937_64 random(20261130);
  std::size_t compared = 0;
  for (int round = 0; round < 400; ++round) {
    TokenStreamWriter writer;
    writer.start("en");
    writer.begin_text(0);
    for (auto left = random() % 200; left > 0; --left) {
      if (random() % 40 == 0) writer.begin_text(random() % 5);
      // A few stems that are sought, among many that are not; some laid over others, some in several forms.
      const auto stem = random() % 12 == 0 ? 100 + random() % 5 : 1'000 + random() % 400;
      // Forms that share a unit, and forms that do not.
      const auto form = stem + (random() % 2 == 0 ? kStep : 7) * (random() % 3);
      writer.add(stem, form, random() % 15 == 0, static_cast<std::uint32_t>(1 + random() % 3));
    }
    const auto stream = writer.finish();
    std::vector<std::uint64_t> stems = {100, 101, 102, 104};
    const auto few = found(stream, stems);
    for (std::uint64_t absent = 0; absent < 30; ++absent) stems.push_back(50'000 + absent);
    const auto many = found(stream, stems);
    ASSERT_EQ(few.size(), many.size());
    for (std::size_t i = 0; i < few.size(); ++i) {
      ASSERT_EQ(few[i].word, many[i].word);
      ASSERT_EQ(few[i].field, many[i].field);
      ASSERT_EQ(few[i].ordinal, many[i].ordinal);
      ASSERT_EQ(few[i].index, many[i].index);
      ASSERT_EQ(few[i].position, many[i].position);
      ASSERT_EQ(few[i].is_over, many[i].is_over);
      ASSERT_EQ(few[i].words, many[i].words);
      ASSERT_EQ(few[i].form, many[i].form);
      ++compared;
    }
  }
  EXPECT_GT(compared, 1'000u);
}

/// Whether a token of the one stem stands right before one of the other, by finding both.
bool follows(const std::string& stream, std::uint64_t first, std::uint64_t second) {
  std::vector<std::uint32_t> ends;
  for (const auto& token : found(stream, {first})) ends.push_back(token.position + token.words);
  for (const auto& token : found(stream, {second})) {
    if (std::find(ends.begin(), ends.end(), token.position) != ends.end()) return true;
  }
  return false;
}

TEST(TokenStream, RulesOutNoStemThatFollowsAnother) {
  std::mt19937_64 random(20261201);
  std::size_t following = 0;
  std::size_t ruled_out = 0;
  for (int round = 0; round < 600; ++round) {
    TokenStreamWriter writer;
    writer.start("en");
    writer.begin_text(random() % 3);
    for (auto left = random() % 60; left > 0; --left) {
      if (random() % 20 == 0) writer.begin_text(3 + random() % 20);
      // Stems that share a unit are told by all their bits; some lie over others, some have several forms.
      const auto stem = 100 + random() % 5 + (random() % 12 == 0 ? kStep : 0);
      const auto form = stem + (random() % 3 == 0 ? kStep : 7) * (random() % 2);
      writer.add(stem, form, random() % 10 == 0, static_cast<std::uint32_t>(1 + random() % 3));
    }
    const auto stream = writer.finish();
    for (std::uint64_t first = 100; first < 105; ++first) {
      for (std::uint64_t second = 100; second < 105; ++second) {
        const bool may = TokenStream(stream).may_follow(first, second);
        if (follows(stream, first, second)) {
          ++following;
          ASSERT_TRUE(may) << round << ": " << first << ' ' << second;
        } else if (!may) {
          ++ruled_out;
        }
      }
    }
  }
  EXPECT_GT(following, 1'000u);
  EXPECT_GT(ruled_out, 1'000u);
}

TEST(TokenStream, ReadsDamagedBytesWithoutRunningPastTheEnd) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 2'000; ++round) {
    std::string bytes(random() % 40, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random() % 7);
    found(bytes, {100, 3, 259, 771});
    TokenStream(bytes).may_follow(100, 771);
  }
}

}  // namespace
}  // namespace kbsearch::store
