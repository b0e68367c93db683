#include "analysis/spelling.hpp"

#include <gtest/gtest.h>

namespace kbsearch::analysis {
namespace {

struct Spelling {
  const char* name;
  const char* language;
  const char* word;
  const char* expected;
};

class SpellingForStemmer : public testing::TestWithParam<Spelling> {};

TEST_P(SpellingForStemmer, IsAsExpected) {
  EXPECT_EQ(spelling_for_stemmer(GetParam().word, GetParam().language), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Words, SpellingForStemmer,
    testing::Values(
        Spelling{"UmlautTypedAsTwoLetters", "de", "waermepumpe", "wärmepumpe"},
        Spelling{"UmlautAtTheBeginning", "de", "oekologie", "ökologie"},
        Spelling{"UmlautInTheOnlySyllable", "de", "gruen", "grün"},
        Spelling{"UmlautAfterAnUmlaut", "de", "überpruefung", "überprüfung"},
        Spelling{"VowelBefore", "de", "erneuerbare", "erneuerbare"}, Spelling{"AfterQ", "de", "quelle", "quelle"},
        Spelling{"AtTheEnd", "de", "statue", "statue"}, Spelling{"InAnEnding", "de", "statuen", "statuen"},
        Spelling{"OtherLanguagesStay", "nl", "poetin", "poetin"},
        Spelling{"AccentsInEnglish", "en", "poincaré", "poincare"},
        Spelling{"StressInRussian", "ru", "зако\u0301ном", "законом"},
        Spelling{"AccentsInFrench", "fr", "énergie", "énergie"}, Spelling{"DoubledA", "da", "aabenraa", "åbenrå"},
        Spelling{"DoubledAElsewhere", "nl", "maan", "maan"}, Spelling{"PluralInOes", "pt", "relações", "relação"},
        Spelling{"PluralInOesUnaccented", "pt", "relacoes", "relacao"},
        Spelling{"PluralInAes", "pt", "alemães", "alemão"}, Spelling{"PluralOfLetters", "en", "llms", "llm"},
        Spelling{"PluralOfLettersThatEndInAVowel", "en", "gpus", "gpu"},
        Spelling{"LettersThatAreNoPlural", "en", "css", "css"}, Spelling{"SchemeOfAnAddress", "en", "https", "https"},
        Spelling{"ShortWord", "en", "gas", "gas"}, Spelling{"NoWord", "de", "", ""}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch::analysis
