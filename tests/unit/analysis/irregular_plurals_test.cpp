#include "analysis/irregular_plurals.hpp"

#include <gtest/gtest.h>

#include "kbsearch/analyzer.hpp"

namespace kbsearch {
namespace {

struct Number {
  const char* singular;
  const char* plural;
};

std::string stem(std::string_view word, std::string_view language = "en") {
  return Analyzer(language).analyze(word).at(0).stem;
}

// Latin, Greek, Old English and French plurals, some by the stemmer's own rules.
constexpr Number kNumbers[] = {{"crisis", "crises"},
                               {"hypothesis", "hypotheses"},
                               {"criterion", "criteria"},
                               {"phenomenon", "phenomena"},
                               {"index", "indices"},
                               {"matrix", "matrices"},
                               {"bacterium", "bacteria"},
                               {"nucleus", "nuclei"},
                               {"alga", "algae"},
                               {"antenna", "antennae"},
                               {"formula", "formulae"},
                               {"vertebra", "vertebrae"},
                               {"larva", "larvae"},
                               {"child", "children"},
                               {"ox", "oxen"},
                               {"mouse", "mice"},
                               {"goose", "geese"},
                               {"tooth", "teeth"},
                               {"foot", "feet"},
                               {"louse", "lice"},
                               {"life", "lives"},
                               {"leaf", "leaves"},
                               {"wolf", "wolves"},
                               {"knife", "knives"},
                               {"woman", "women"},
                               {"man", "men"},
                               {"fisherman", "fishermen"},
                               {"layman", "laymen"},
                               {"plateau", "plateaux"},
                               {"schema", "schemata"},
                               {"corpus", "corpora"},
                               {"genus", "genera"},
                               {"cherub", "cherubim"},
                               {"graffito", "graffiti"},
                               {"datum", "data"},
                               {"quantum", "quanta"},
                               {"potato", "potatoes"},
                               {"city", "cities"},
                               {"thesis", "theses"},
                               {"axis", "axes"},
                               {"passerby", "passersby"},
                               {"appendix", "appendices"},
                               {"automaton", "automata"},
                               {"stimulus", "stimuli"},
                               {"mitochondrion", "mitochondria"},
                               {"self", "selves"},
                               {"supernova", "supernovae"},
                               {"virtuoso", "virtuosi"}};

TEST(IrregularPlurals, HaveTheStemOfTheirSingular) {
  for (const auto& [singular, plural] : kNumbers) EXPECT_EQ(stem(plural), stem(singular)) << plural;
}

TEST(IrregularPlurals, LeaveWordsAloneThatOnlyEndAlike) {
  for (const char* word : {"specimen", "regimen", "ramen", "media", "bases", "agenda", "opera", "alibi", "nice", "feta",
                           "es", "a", "men's", "pizza"}) {
    EXPECT_EQ(analysis::with_irregular_singular(word), word);
  }
}

TEST(IrregularPlurals, KeepTheVerbTheyMayBe) { EXPECT_EQ(stem("leaves"), stem("leaving")); }

TEST(IrregularPlurals, AreThoseOfEnglishAlone) {
  EXPECT_NE(stem("indices", "fr"), stem("index", "fr"));
  EXPECT_NE(stem("men", "nl"), stem("man", "nl"));
}

}  // namespace
}  // namespace kbsearch
