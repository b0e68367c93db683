#include "analysis/charset.hpp"

#include <gtest/gtest.h>

namespace kbsearch::analysis {
namespace {

using namespace std::string_literals;

TEST(WideEncoding, IsToldByItsMarkOrItsZeros) {
  EXPECT_EQ(wide_encoding("\xFF\xFEx\0"s), "UTF-16LE");
  EXPECT_EQ(wide_encoding("\xFE\xFF\0x"s), "UTF-16BE");
  EXPECT_EQ(wide_encoding("\xFF\xFE\0\0x\0\0\0"s), "UTF-32LE");
  EXPECT_EQ(wide_encoding("{\0\"\0i\0d\0"s), "UTF-16LE");
  EXPECT_EQ(wide_encoding("\0{\0\"\0i\0d"s), "UTF-16BE");
  EXPECT_EQ(wide_encoding("plain"), "");
  EXPECT_EQ(wide_encoding(""), "");
  EXPECT_EQ(wide_encoding("a\0b"s), "");
  EXPECT_EQ(wide_encoding(std::string(40, '\0')), "");
}

TEST(GuessedEncoding, IsThatOfBrowsersForShortTexts) { EXPECT_EQ(guessed_encoding("caf\xE9"), "windows-1252"); }

TEST(GuessedEncoding, TellsCyrillicByItsLetters) {
  // Two sentences on heat pumps, in KOI8-R.
  const std::string text =
      "\364\305\320\314\317\327\331\305 \316\301\323\317\323\331 \332\301\302\311\322\301\300\324 \324\305"
      "\320\314\317 \311\332 \332\305\315\314\311 \311\314\311 \311\332 \327\317\332\304\325\310\301 \311"
      " \317\324\304\301\300\324 \305\307\317 \327 \304\317\315, \320\317\334\324\317\315\325 \317\316\311"
      " \324\322\305\302\325\300\324 \315\305\316\330\333\305 \334\316\305\322\307\311\311, \336\305\315"
      " \317\302\331\336\316\317\305 \317\324\317\320\314\305\316\311\305. \374\324\317 \320\322\317\323"
      "\324\301\321 \311 \316\301\304\243\326\316\301\321 \324\305\310\316\311\313\301.";
  EXPECT_EQ(guessed_encoding(text), "KOI8-R");
  EXPECT_TRUE(Decoder("KOI8-R").decode(text, true).starts_with("\u0422\u0435\u043F\u043B\u043E\u0432\u044B\u0435 "));
}

TEST(Decoder, TakesPiecesAsTheyCome) {
  Decoder decoder("UTF-16LE");
  EXPECT_EQ(decoder.decode("\xE9", false), "");
  EXPECT_EQ(decoder.decode("\0\x3D"s, false), "\u00E9");
  EXPECT_EQ(decoder.decode("\xD8\x00"s, false), "");
  EXPECT_EQ(decoder.decode("\xDE\xE9", false), "\U0001F600");
  EXPECT_EQ(decoder.decode("", true), "\uFFFD");
}

TEST(Decoder, TakesLatin1AsBrowsersDo) { EXPECT_EQ(Decoder("ISO-8859-1").decode("\x93q\x94", true), "\u201Cq\u201D"); }

TEST(Decoder, GivesAllOfALongText) {
  EXPECT_EQ(Decoder("latin1").decode(std::string(100'000, '\xE9'), true).size(), 200'000u);
}

TEST(Decoder, KnowsNoOtherNames) {
  EXPECT_FALSE(Decoder("x-nothing").is_known());
  EXPECT_FALSE(Decoder("").is_known());
}

}  // namespace
}  // namespace kbsearch::analysis
