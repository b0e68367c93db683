// Searches in the languages of a knowledge base, as people who speak them type them.
#include <gtest/gtest.h>

#include <string>

#include "kbsearch/analyzer.hpp"
#include "support/language_records.hpp"

namespace kbsearch {
namespace {

using test::LanguageIndex;
using test::marked;

struct Search {
  const char* name;
  const char* query;
  const char* first;   ///< Id of the record that is to come first.
  const char* marked;  ///< Its marked words, title and snippet.
};

/// Nothing is found by being taken for a typo.
const SearchOptions kAsTyped = {.typos = false};

class SearchIn : public testing::TestWithParam<Search> {};

TEST_P(SearchIn, FindsTheRecordAndMarksItsWords) {
  const auto results = LanguageIndex::plain().search(GetParam().query, kAsTyped);
  ASSERT_FALSE(results.hits.empty());
  EXPECT_EQ(results.hits[0].record_id, GetParam().first);
  EXPECT_EQ(marked(results.hits[0]), GetParam().marked);
}

/// Runs without spaces are matched by their pairs of characters, so that a part of a word may be marked elsewhere too.
class SearchInRuns : public testing::TestWithParam<Search> {};

TEST_P(SearchInRuns, FindsTheRecordAndMarksItsWords) {
  const auto results = LanguageIndex::plain().search(GetParam().query, kAsTyped);
  ASSERT_FALSE(results.hits.empty());
  EXPECT_EQ(results.hits[0].record_id, GetParam().first);
  EXPECT_NE((" " + marked(results.hits[0]) + " ").find(" " + std::string(GetParam().marked) + " "), std::string::npos)
      << marked(results.hits[0]);
}

std::string name_of(const testing::TestParamInfo<Search>& param) { return param.param.name; }

INSTANTIATE_TEST_SUITE_P(
    German, SearchIn,
    testing::Values(Search{"Singular", "Wärmepumpe", "de-waerme", "Wärmepumpen Wärmepumpe"},
                    Search{"PluralWithUmlaut", "Haus", "de-waerme", "Häuser"},
                    Search{"PluralOfTheCity", "stadt", "de-netz", "Städte"},
                    Search{"WithoutUmlauts", "warmepumpen", "de-waerme", "Wärmepumpen Wärmepumpe"},
                    Search{"UmlautsAsTwoLetters", "Waermepumpen", "de-waerme", "Wärmepumpen Wärmepumpe"},
                    Search{"UmlautAsTwoLettersAtTheBeginning", "Uebertragungsnetz", "de-netz", "Übertragungsnetze"},
                    Search{"ShortWordWithoutItsUmlaut", "gruen", "de-wasserstoff", "Grüner grüne"},
                    Search{"SharpSAsTwo", "STRASSE", "de-waerme", "Straße"},
                    Search{"CapitalSharpS", "STRAẞE", "de-waerme", "Straße"},
                    Search{"Sentence", "Welche Kosten hat der Einbau einer Wärmepumpe?", "de-waerme",
                           "Wärmepumpen Eine Wärmepumpe der Kosten der Einbau der"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    French, SearchIn,
    testing::Values(Search{"Article", "énergie", "fr-energie", "énergie"},
                    Search{"WithTheArticle", "l'énergie nucléaire", "fr-energie",
                           "L énergie nucléaire L l nucléaire l"},
                    Search{"WithoutAccents", "energie nucleaire", "fr-energie", "énergie nucléaire nucléaire"},
                    Search{"Capitals", "ÉNERGIE NUCLÉAIRE", "fr-energie", "énergie nucléaire nucléaire"},
                    Search{"OtherElision", "origine", "fr-energie", "origine"},
                    Search{"ElisionOfQue", "évaluations", "fr-ia", "évaluation"},
                    Search{"YearBehindAnElision", "en 2035", "fr-energie", "en en 2035"},
                    Search{"PluralBesideSingular", "arbres", "fr-foret", "arbre"},
                    Search{"SingularBesidePlural", "forêt française", "fr-foret", "forêts forêts françaises"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Russian, SearchIn,
    testing::Values(
        Search{"Genitive", "энергетики", "ru-energetika", "энергетика Энергетика"},
        Search{"InstrumentalPlural", "законами", "ru-zakon", "Закон закон"},
        Search{"PrepositionalOfThePhrase", "искусственный интеллект", "ru-zakon", "искусственном интеллекте"},
        Search{"AccusativeAdjective", "солнечную электростанцию", "ru-energetika", "Солнечные электростанции"},
        Search{"YoAsYe", "ученые", "ru-klimat", "Учёные"}, Search{"YeAsYo", "учёный", "ru-klimat", "Учёные"},
        Search{"Stressed", "зе\u0301мли", "ru-klimat", "земли"},
        Search{"StressedEnding", "земли\u0301", "ru-klimat", "земли"},
        Search{"Capitals", "ВЕЧНАЯ МЕРЗЛОТА", "ru-klimat", "вечная мерзлота Мерзлота"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Arabic, SearchIn,
    testing::Values(Search{"WithoutTheArticle", "طاقة متجددة", "ar-taqa", "الطاقة المتجددة الطاقة"},
                    Search{"WithAndAndTheArticle", "والطاقة", "ar-taqa", "الطاقة الطاقة"},
                    Search{"WithAPreposition", "بالطاقة", "ar-taqa", "الطاقة الطاقة"},
                    Search{"WithThePrepositionTo", "للطاقة", "ar-taqa", "الطاقة الطاقة"},
                    Search{"HaForTaMarbuta", "الطاقه المتجدده", "ar-taqa", "الطاقة المتجددة الطاقة"},
                    Search{"Vowelled", "الطَّاقَةُ", "ar-taqa", "الطاقة الطاقة"},
                    Search{"Stretched", "الطـــاقة", "ar-taqa", "الطاقة الطاقة"},
                    Search{"PresentationForms", "\uFE8D\uFEDF\uFEC4\uFE8E\uFED7\uFE94", "ar-taqa", "الطاقة الطاقة"},
                    Search{"HamzaLeftOut", "ادارة الانهار", "ar-maa", "إدارة الأنهار"},
                    Search{"LawWithoutArticle", "قانون", "ar-dhaka", "القانون"},
                    Search{"MinistryWithArticle", "الوزارة", "ar-maa", "وزارة"},
                    Search{"WaterWithoutArticle", "مياه", "ar-maa", "المياه"},
                    Search{"AsciiDigits", "2030 هيئة", "ar-dhaka", "هيئة ٢٠٣٠"},
                    Search{"ArabicDigits", "عام ٢٠٣٠", "ar-dhaka", "عام ٢٠٣٠"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Chinese, SearchInRuns,
                         testing::Values(Search{"WholeTitle", "人工智能治理", "zh-zhili", "人工智能治理"},
                                         Search{"WordWithinALongRun", "语言模型", "zh-zhili", "语言模型 模型"},
                                         Search{"TwoCharacters", "储能", "zh-tan", "储能"},
                                         Search{"WordsWithASpace", "水资源 灌溉", "zh-shui", "水资源 灌溉"},
                                         Search{"YearInIdeographs", "二〇六〇年", "zh-tan", "二〇六〇年"},
                                         Search{"Radicals", "\u2F54资源", "zh-shui", "水资源"}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(
    Japanese, SearchInRuns,
    testing::Values(Search{"Kanji", "人工知能", "ja-ai", "人工知能 人工知能"},
                    Search{"Katakana", "エネルギー", "ja-energy", "エネルギー"},
                    Search{"HalfWidthKatakana", "ｴﾈﾙｷﾞｰ", "ja-energy", "エネルギー"},
                    Search{"HalfWidthAmongKanji", "人工知能のｶﾞﾊﾞﾅﾝｽ", "ja-ai", "人工知能のガバナンス 人工知能"},
                    Search{"VoicingMarksApart", "カ\u3099ハ\u3099ナンス", "ja-ai", "ガバナンス"},
                    Search{"KanjiAndKatakana", "再生可能エネルギー", "ja-energy", "再生可能エネルギー"},
                    Search{"KanjiAndHiragana", "お米の品質", "ja-kikou", "お米の品質"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(Turkish, SearchIn,
                         testing::Values(Search{"Capitals", "ENERJİ VERİMLİLİĞİ", "tr-enerji",
                                                "enerji verimliliği enerji"},
                                         Search{"GenitiveInCapitals", "ENERJİNİN", "tr-enerji", "enerji enerji"},
                                         Search{"DotlessICapital", "IŞIK", "tr-enerji", "ışık"},
                                         Search{"DotlessIPluralInCapitals", "IRMAK", "tr-iklim", "Irmakların"},
                                         Search{"DottedIOfTheCity", "istanbul", "tr-enerji", "İstanbul'daki"},
                                         Search{"CityInCapitals", "İSTANBUL", "tr-enerji", "İstanbul'daki"},
                                         Search{"CityInEnglishCapitals", "ISTANBUL", "tr-enerji", "İstanbul'daki"},
                                         Search{"CountryBehindItsEnding", "Türkiye", "tr-enerji", "Türkiye'de"},
                                         Search{"CountryWithAnotherEnding", "Türkiye’nin", "tr-enerji", "Türkiye'de"}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(Greek, SearchIn,
                         testing::Values(Search{"Capitals", "ΕΝΕΡΓΕΙΑΣ", "el-energeia", "ενέργειας"},
                                         Search{"Nominative", "ενέργεια", "el-energeia", "ενέργειας"},
                                         Search{"WithoutAccents", "νομος", "el-energeia", "νόμος"},
                                         Search{"FinalSigmaTypedAsSigma", "δρόμοσ", "el-klima", "δρόμος"},
                                         Search{"CapitalFinalSigma", "ΔΡΟΜΟΣ", "el-klima", "δρόμος"}),
                         name_of);

INSTANTIATE_TEST_SUITE_P(Latin, SearchIn,
                         testing::Values(Search{"SpanishTilde", "españa", "es-agua", "España"},
                                         Search{"SpanishWithoutTilde", "gestion del agua en espana", "es-agua",
                                                "gestión del agua en España en del"},
                                         Search{"PolishStroke", "Łodzi", "pl-wegiel", "Łodzi"},
                                         Search{"PolishWithoutMarks", "odejscie od wegla lodzi", "pl-wegiel",
                                                "Odejście od węgla Łodzi"},
                                         Search{"FrenchNameInEnglish", "Poincare", "en-model", "Poincaré"},
                                         Search{"FrenchPluralInEnglish", "proteges", "en-model", "protégés"},
                                         Search{"FullWidthName", "ＧＰＴ－４", "en-model", "GPT-4 GPT-4 GPT"},
                                         Search{"NonBreakingHyphen", "GPT\u20114", "en-model", "GPT-4 GPT-4 GPT"},
                                         Search{"FullWidthDecimals", "ＧＰＴ－３．５", "en-model", "GPT GPT GPT-3.5"}),
                         name_of);

TEST(LanguagesOfTheTexts, AreDetectedWhereTheRecordDoesNotSay) {
  for (const auto& text : test::language_texts()) {
    EXPECT_EQ(detect_language(std::string(text.title) + "\n" + text.summary), text.language) << text.id;
  }
}

}  // namespace
}  // namespace kbsearch
