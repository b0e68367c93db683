#include "suggest/compounds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

namespace kbsearch::suggest {
namespace {

using Words = std::map<std::string, std::uint64_t>;

/// The parts, parted by spaces.
std::string split(const std::string& word, const Words& words) {
  const auto parts = split_compound(word, [&](const std::string& part) {
    const auto found = words.find(part);
    return found == words.end() ? std::uint64_t{0} : found->second;
  });
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : " ") + part;
  return text;
}

struct Compound {
  const char* name;
  const char* word;
  const char* parts;
};

class SplitCompound : public testing::TestWithParam<Compound> {};

TEST_P(SplitCompound, FindsTheKnownParts) {
  static const Words kWords = {
      {"klima", 40},  {"schutz", 30}, {"klimaschutz", 20}, {"gesetz", 50},  {"mensch", 6}, {"ubertragung", 12},
      {"netz", 60},   {"recht", 3},   {"sonne", 9},        {"energie", 80}, {"geist", 4},  {"planung", 15},
      {"stadt", 33},  {"hund", 8},    {"hutte", 5},        {"markt", 25},   {"strom", 45}, {"preis", 21},
      {"bremse", 11}, {"путь", 5},    {"млечный", 5}};
  EXPECT_EQ(split(GetParam().word, kWords), GetParam().parts);
}

INSTANTIATE_TEST_SUITE_P(
    Words, SplitCompound,
    testing::Values(Compound{"Unlinked", "klimaschutzgesetz", "klimaschutz gesetz"},
                    Compound{"LinkedByS", "ubertragungsnetz", "ubertragung netz"},
                    Compound{"LinkedByEs", "gesetzesplanung", "gesetz planung"},
                    Compound{"LinkedByN", "sonnenenergie", "sonne energie"},
                    Compound{"LinkedByEn", "menschenrecht", "mensch recht"},
                    Compound{"LinkedByEr", "geisterstadt", "geist stadt"},
                    Compound{"LinkedByE", "hundehutte", "hund hutte"},
                    Compound{"LinkedByAHyphen", "strom-markt", "strom markt"},
                    Compound{"LinkedBySAndAHyphen", "ubertragungs-netz", "ubertragung netz"},
                    Compound{"ThreeParts", "strompreisbremse", "strom preis bremse"},
                    Compound{"ThreeLinkedParts", "ubertragungsnetzesplanung", "ubertragung netz planung"},
                    Compound{"CountsCharactersNotBytes", "млечныйпуть", "млечный путь"},
                    Compound{"UnknownEnd", "klimaschutzxyzw", ""}, Compound{"UnknownBeginning", "xyzwgesetz", ""},
                    Compound{"AKnownWordAlone", "energie", ""}, Compound{"Digits", "klima2030gesetz", ""},
                    Compound{"NoWord", "", ""}),
    [](const auto& param) { return param.param.name; });

TEST(SplitCompoundChoice, PrefersTwoPartsToThreeMoreFrequentOnes) {
  EXPECT_EQ(split("klimaschutzgesetz", {{"klima", 900}, {"schutz", 900}, {"gesetz", 900}, {"klimaschutz", 1}}),
            "klimaschutz gesetz");
}

TEST(SplitCompoundChoice, PrefersTheHighestGeometricMean) {
  const Words words = {{"wachs", 2}, {"tube", 2}, {"wach", 3}, {"stube", 9}};
  EXPECT_EQ(split("wachstube", words), "wach stube");
}

TEST(SplitCompoundChoice, LeavesTheFewestLettersToLinksAmongEquals) {
  EXPECT_EQ(split("arbeitsmarkt", {{"arbeit", 4}, {"arbeits", 4}, {"markt", 9}}), "arbeits markt");
}

TEST(SplitCompoundChoice, LeavesPartsOfThreeLettersAlone) {
  EXPECT_EQ(split("autobahn", {{"auto", 5}, {"bahn", 5}}), "auto bahn");
  EXPECT_EQ(split("seebahn", {{"see", 5}, {"bahn", 5}}), "");
}

TEST(SplitCompoundChoice, ReadsSixtyCharactersAndNoMore) {
  const std::string half(30, 'a');
  EXPECT_EQ(split(half + std::string(30, 'b'), {{half, 1}, {std::string(30, 'b'), 1}}),
            half + " " + std::string(30, 'b'));
  EXPECT_EQ(split(half + std::string(31, 'b'), {{half, 1}, {std::string(31, 'b'), 1}}), "");
}

TEST(SplitCompoundChoice, AsksAFewHundredTimesAtMost) {
  const std::string word = std::string(30, 'e') + std::string(30, 'f');
  std::size_t asked = 0;
  split_compound(word, [&](const std::string& part) -> std::uint64_t {
    ++asked;
    return part.find('f') == part.npos ? part.size() < 20 : part.size() < 20 && part.front() == 'f' ? 1 : 0;
  });
  EXPECT_GT(asked, 200u) << "the word does not put the bound to the test";
  EXPECT_LE(asked, 306u);
}

/// The slow twin for two parts: every cut, every link.
std::string best_of_two(const std::string& word, const Words& words) {
  double best = 0.0;
  std::size_t best_letters = 0;
  std::string parts;
  for (std::size_t end = word.size(); end >= 4; --end) {
    for (const char* link : {"", "s", "es", "n", "en", "er", "e"}) {
      const std::string linked = word.substr(0, end) + link;
      if (!word.starts_with(linked) || word.size() < linked.size() + 4) continue;
      const auto first = words.find(word.substr(0, end));
      const auto last = words.find(word.substr(linked.size()));
      if (first == words.end() || last == words.end()) continue;
      const double mean = std::sqrt(static_cast<double>(first->second * last->second));
      const std::size_t letters = first->first.size() + last->first.size();
      if (mean < best || (mean == best && letters <= best_letters)) continue;
      best = mean;
      best_letters = letters;
      parts = first->first + " " + last->first;
    }
  }
  return parts;
}

TEST(SplitCompoundChoice, IsThatOfTheSlowTwin) {
  std::mt19937 random(20261124);
  const auto random_word = [&](std::size_t least) {
    std::string word;
    for (std::size_t n = least + random() % 4; n > 0; --n) word.push_back("ens"[random() % 3]);
    return word;
  };
  Words words;
  for (int i = 0; i < 400; ++i) words[random_word(4)] = 1 + random() % 20;
  int found = 0;
  for (int round = 0; round < 2'000; ++round) {
    const std::string word = random_word(8);
    const auto expected = best_of_two(word, words);
    if (expected.empty()) continue;
    ASSERT_EQ(split(word, words), expected) << word;
    ++found;
  }
  EXPECT_GT(found, 100);
}

TEST(RestOfACompound, IsKnownBesideALink) {
  const auto frequency = [](const std::string& part) {
    return std::uint64_t{part == "klima" || part == "schutz" || part == "haus"};
  };
  EXPECT_TRUE(is_known_rest("haus", Linked::kBefore, frequency));
  EXPECT_TRUE(is_known_rest("enhaus", Linked::kBefore, frequency));
  EXPECT_TRUE(is_known_rest("s-haus", Linked::kBefore, frequency));
  EXPECT_FALSE(is_known_rest("hause", Linked::kBefore, frequency));
  EXPECT_TRUE(is_known_rest("hause", Linked::kAfter, frequency));
  EXPECT_FALSE(is_known_rest("klimaschutzes", Linked::kAfter, frequency));
  EXPECT_TRUE(is_split_rest("klimaschutzes", Linked::kAfter, frequency));
  EXPECT_FALSE(is_split_rest("esklimawandel", Linked::kBefore, frequency));
  EXPECT_FALSE(is_known_rest("", Linked::kBefore, frequency));
}

TEST(LanguagesThatJoinWords, AreGermanicAndUralicOnes) {
  EXPECT_TRUE(joins_words("de") && joins_words("sv") && joins_words("fi"));
  EXPECT_FALSE(joins_words("en") || joins_words("fr") || joins_words(""));
}

}  // namespace
}  // namespace kbsearch::suggest
