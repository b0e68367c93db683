// One text in many writings (composed or not, of any width, with signs that cannot be seen) is found alike.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "support/language_records.hpp"

namespace kbsearch {
namespace {

using test::ids;
using test::LanguageIndex;
using test::marked_words;
using test::Rewriting;

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    const auto [character, size] = base::decode_utf8(text, at);
    characters.push_back(character);
    at += size;
  }
  return characters;
}

/// Rewrites each character, given the one that follows.
template <typename Append>
std::string rewritten(std::string_view text, Append append) {
  const auto characters = characters_of(text);
  std::string out;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    append(out, characters[i], i + 1 < characters.size() ? characters[i + 1] : U' ');
  }
  return out;
}

bool is_letter(char32_t c) {
  const bool ascii = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  const bool punctuation = (c >= 0x80 && c < 0xC0) || (c >= 0x2000 && c < 0x2E80) || (c >= 0x3000 && c < 0x3005) ||
                           c == 0x060C || c >= 0xFF00;
  return ascii || (c >= 0x80 && !punctuation);
}

/// Puts `sign` between every two letters of a word.
Rewriting between_letters(const char* sign) {
  return [sign](std::string_view text) {
    return rewritten(text, [sign](std::string& out, char32_t c, char32_t next) {
      base::append_utf8(out, c);
      if (is_letter(c) && is_letter(next)) out += sign;
    });
  };
}

Rewriting replacing(char32_t from, const char* to) {
  return [from, to](std::string_view text) {
    return rewritten(text, [&](std::string& out, char32_t c, char32_t) {
      if (c == from) {
        out += to;
      } else {
        base::append_utf8(out, c);
      }
    });
  };
}

/// NFD, for the characters of this test's texts.
std::string decomposed(std::string_view text) {
  struct Pair {
    char32_t composed, letter, mark;
  };
  static const std::vector<Pair> kPairs = {
      {U'ä', U'a', 0x308},    {U'ö', U'o', 0x308},    {U'ü', U'u', 0x308},    {U'Ü', U'U', 0x308},
      {U'ï', U'i', 0x308},    {U'é', U'e', 0x301},    {U'É', U'E', 0x301},    {U'è', U'e', 0x300},
      {U'ê', U'e', 0x302},    {U'à', U'a', 0x300},    {U'î', U'i', 0x302},    {U'û', U'u', 0x302},
      {U'ç', U'c', 0x327},    {U'Ç', U'C', 0x327},    {U'ñ', U'n', 0x303},    {U'ó', U'o', 0x301},
      {U'á', U'a', 0x301},    {U'ś', U's', 0x301},    {U'ę', U'e', 0x328},    {U'ğ', U'g', 0x306},
      {U'Ğ', U'G', 0x306},    {U'ş', U's', 0x327},    {U'Ş', U'S', 0x327},    {U'İ', U'I', 0x307},
      {U'й', U'и', 0x306},    {U'ё', U'е', 0x308},    {U'ά', U'α', 0x301},    {U'έ', U'ε', 0x301},
      {U'ή', U'η', 0x301},    {U'ί', U'ι', 0x301},    {U'ό', U'ο', 0x301},    {U'ύ', U'υ', 0x301},
      {U'ώ', U'ω', 0x301},    {U'أ', U'ا', 0x654},    {U'إ', U'ا', 0x655},    {U'ؤ', U'و', 0x654},
      {U'ئ', U'ي', 0x654},    {U'ガ', U'カ', 0x3099}, {U'ギ', U'キ', 0x3099}, {U'バ', U'ハ', 0x3099},
      {U'デ', U'テ', 0x3099}, {U'パ', U'ハ', 0x309A}, {U'で', U'て', 0x3099}, {U'ば', U'は', 0x3099},
      {U'び', U'ひ', 0x3099}, {U'が', U'か', 0x3099}, {U'ず', U'す', 0x3099}};
  return rewritten(text, [](std::string& out, char32_t c, char32_t) {
    const auto pair = std::find_if(kPairs.begin(), kPairs.end(), [c](const Pair& p) { return p.composed == c; });
    base::append_utf8(out, pair == kPairs.end() ? c : pair->letter);
    if (pair != kPairs.end()) base::append_utf8(out, pair->mark);
  });
}

std::string full_width(std::string_view text) {
  return rewritten(text, [](std::string& out, char32_t c, char32_t next) {
    const bool joins = (c == '-' || c == '.') && is_letter(next);
    base::append_utf8(out, c < 0x80 && (is_letter(c) || joins) ? c + 0xFEE0 : c);
  });
}

/// Vowel marks and a stretched line in Arabic, a stress mark on every Russian vowel.
std::string with_reading_marks(std::string_view text) {
  return rewritten(text, [](std::string& out, char32_t c, char32_t next) {
    base::append_utf8(out, c);
    const bool arabic = c >= 0x621 && c <= 0x64A && next >= 0x621 && next <= 0x64A;
    if (arabic) out += "\u064E\u0640";
    if (std::u32string_view(U"аеиоуыэюя").find(c) != std::u32string_view::npos) out += "\u0301";
  });
}

struct Writing {
  const char* name;
  Rewriting rewrite;
};

const char* const kQueries[] = {"Wärmepumpen im Haus",
                                "künstliche Intelligenz",
                                "Straße",
                                "große Städte",
                                "l'intelligence artificielle",
                                "jusqu'en 2035",
                                "qu'on ne l'avait",
                                "sécheresse",
                                "искусственный интеллект",
                                "ветряной парк",
                                "ещё",
                                "الطاقة المتجددة",
                                "مسؤولية الشركات",
                                "إدارة",
                                "人工智能治理",
                                "碳中和",
                                "能源",
                                "人工知能のガバナンス",
                                "エネルギー",
                                "データ",
                                "İstanbul'da ışık",
                                "iklim değişikliği",
                                "πηγές ενέργειας",
                                "δρόμος",
                                "España",
                                "śródmieście",
                                "GPT-4",
                                "GPT-3.5",
                                "naïve protégé",
                                "\"Modular reactors\"",
                                "2030"};

class WritingOf : public testing::TestWithParam<Writing> {};

TEST_P(WritingOf, TheQueryChangesNeitherHitsNorTotal) {
  for (const char* query : kQueries) {
    const auto plain = LanguageIndex::plain().search(query);
    const auto other = LanguageIndex::plain().search(GetParam().rewrite(query));
    ASSERT_FALSE(plain.hits.empty()) << query;
    EXPECT_EQ(ids(other), ids(plain)) << query;
    EXPECT_EQ(other.total.value, plain.total.value) << query;
  }
}

TEST_P(WritingOf, TheRecordsChangesNeitherHitsNorTotal) {
  const LanguageIndex index(GetParam().rewrite);
  for (const char* query : kQueries) {
    const auto plain = LanguageIndex::plain().search(query);
    const auto other = index.search(query);
    EXPECT_EQ(ids(other), ids(plain)) << query;
    EXPECT_EQ(other.total.value, plain.total.value) << query;
    ASSERT_FALSE(other.hits.empty()) << query;
    EXPECT_EQ(marked_words(other.hits[0]), marked_words(plain.hits[0])) << query;
  }
}

INSTANTIATE_TEST_SUITE_P(As, WritingOf,
                         testing::Values(Writing{"Decomposed", decomposed}, Writing{"FullWidth", full_width},
                                         Writing{"SoftHyphens", between_letters("\u00AD")},
                                         Writing{"ZeroWidthSpaces", between_letters("\u200B")},
                                         Writing{"ZeroWidthNonJoiners", between_letters("\u200C")},
                                         Writing{"ZeroWidthJoiners", between_letters("\u200D")},
                                         Writing{"WordJoiners", between_letters("\u2060")},
                                         Writing{"ByteOrderMarks", between_letters("\uFEFF")},
                                         Writing{"NonBreakingSpaces", replacing(U' ', "\u00A0")},
                                         Writing{"NarrowNonBreakingSpaces", replacing(U' ', "\u202F")},
                                         Writing{"NonBreakingHyphens", replacing(U'-', "\u2011")},
                                         Writing{"CurlyApostrophes", replacing(U'\'', "\u2019")},
                                         Writing{"ModifierApostrophes", replacing(U'\'', "\u02BC")},
                                         Writing{"AcutesForApostrophes", replacing(U'\'', "\u00B4")},
                                         Writing{"GravesForApostrophes", replacing(U'\'', "`")},
                                         Writing{"OpeningQuotesForApostrophes", replacing(U'\'', "\u2018")},
                                         Writing{"PrimesForApostrophes", replacing(U'\'', "\u2032")},
                                         Writing{"ReadingMarks", with_reading_marks}),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch
