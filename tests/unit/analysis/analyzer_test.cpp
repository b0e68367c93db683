#include "kbsearch/analyzer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "base/utf8.hpp"

namespace kbsearch {
namespace {

/// The stems of a text, one string, with a mark for what is not a plain word: c++* (blend), 中文° (bigram), 人^
/// (lexeme), http' (part of a name).
std::string stems(std::string_view text, std::string_view language = "en") {
  std::string all;
  for (const auto& token : Analyzer(language).analyze(text)) {
    static constexpr const char* kMarks[] = {"", "*", "°", "^", "'"};
    all += (all.empty() ? "" : " ") + token.stem + kMarks[static_cast<std::size_t>(token.kind)];
  }
  return all;
}

struct StemCase {
  const char* name;
  const char* text;
  const char* stems;
};

class StemsOf : public testing::TestWithParam<StemCase> {};

TEST_P(StemsOf, AreAsExpected) { EXPECT_EQ(stems(GetParam().text), GetParam().stems); }

INSTANTIATE_TEST_SUITE_P(
    Analyzer, StemsOf,
    testing::Values(
        StemCase{"PlainWords", "Governing the Foundations", "govern the foundat"},
        StemCase{"Symbols", "C++ and C# on .NET", "c++* c and c#* c on .net* net"},
        StemCase{"AnOrdinaryFullStop", "the end. Then", "the end then"},
        StemCase{"HyphenAndDigits", "GPT-4", "gpt4* gpt 4"},
        StemCase{"HyphenatedWord", "open-source", "opensourc* open sourc"},
        StemCase{"BillNumber", "SB-1047", "sb1047* sb 1047"},
        StemCase{"NonBreakingHyphen", "GPT\u20114", "gpt4* gpt 4"},
        StemCase{"MailAddress", "a.b@c.org", "a.b@c.org* a b c org"},
        StemCase{"HostName", "see arxiv.org/abs", "see arxivorg* arxiv org ab"},
        StemCase{"DottedName", "Node.js NodeJS H.264 v3.2", "nodej* node js nodej node' js' h264* h 264 v3.2* v3* 3.2"},
        StemCase{"CamelCase", "getUserById of XMLHttpRequest",
                 "getuserbyid get' user' by' id' of xmlhttprequest xml' http' request'"},
        StemCase{"CamelCaseWithinABlend", "java.util.HashMap", "javautilhashmap* java util hashmap hash' map'"},
        StemCase{"CamelCaseOfOtherScripts", "КонтурФокус ÉcoleÉté", "контурфокус контур' фокус' ecoleet ecol' ete'"},
        StemCase{"CapitalsThatPartNothing", "LLMs iPhone eBay PhD aB3xQzR", "llm iphon ebay phd ab3xqzr"},
        StemCase{"Initials", "the U.S. Senate", "the us senat"},
        StemCase{"Contraction", "don't don\u2019t", "dont dont"},
        StemCase{"Possessive", "Anthropic's model", "anthrop model"},
        StemCase{"Elision", "l'accord d\u2019or", "l accord d or"},
        StemCase{"ElisionOfLongerWords", "jusqu'en dell\u2019arte", "jusqu en dell art"},
        StemCase{"ModifierApostrophe", "l\u02BCaccord don\u02BCt", "l accord dont"},
        StemCase{"ApostropheWithinCyrillic", "п'ять п\u2019ять п\u02BCять", "пять пять пять"},
        StemCase{"LookAlikesOfTheApostrophe", "don\u00B4t don`t don\u2018t don\u201Bt don\u2032t",
                 "dont dont dont dont dont"},
        StemCase{"LookAlikesOfTheElision", "l\u00B4accord l`accord", "l accord l accord"},
        StemCase{"OkinaHamzaAndAin", "Hawai\u02BBi Sa\u02BFdi Qur\u02BEan \u02BBIolani", "hawaii sadi quran iolani"},
        StemCase{"GereshBetweenLetters", "צ\u05F3יפס צ'יפס", "ציפס ציפס"},
        StemCase{"LookAlikesAroundWords", "\u2018quoted\u2019 `code` 5\u2032x", "quot code 5 x"},
        StemCase{"LookAlikeOfThePossessive", "Anthropic`s `model`s", "anthrop model"},
        StemCase{"IrishNames", "O'Brien OBrien", "obrien obrien"},
        StemCase{"ManyApostrophes", "rock'n'roll Ka'a'awa Qur'an's", "rocknrol kaaawa quran"},
        StemCase{"PronounsBeforeAnApostrophe", "I'm we're", "i m we re"},
        StemCase{"CatalanPoint", "col\u00B7laboració co\u0140laboració collaboració",
                 "collaboracio collaboracio collaboracio"},
        StemCase{"PointBetweenOtherLetters", "kW\u00B7h", "kw h"},
        StemCase{"HebrewInitials", "צה\u05F4ל צה\"ל צה\u201Dל דו\"חות ד\"ר", "צהל צהל צהל דוחות דר"},
        StemCase{"HebrewQuotationBehindAPrefix", "ב\"הארץ\" וב\"הארץ\"", "ב הארץ וב הארץ"},
        StemCase{"ApostropheWithinABlend", "don't-know don\u2019t-know", "dontknow* dont know dontknow* dont know"},
        StemCase{"ThousandsAndDecimals", "1,000 and 3.5 of 2212.08073", "1000 and 3.5 of 2212.08073"},
        StemCase{"ThousandsWithPoints", "4.567.890 1.234.567,89 1.234", "4567890 1234567 89 1.234"},
        StemCase{"ThousandsWithApostrophes", "5'678'901 6\u2019789\u2019012 1'234.5", "5678901 6789012 1234.5"},
        StemCase{"ThousandsWithSpaces", "2\u00A0345\u00A0678 3\u202F456 4\u2009567",
                 "2345678* 2 345 678 3456* 3 456 4567* 4 567"},
        StemCase{"ArabicThousands", "١٬٢٣٤٬٥٦٧", "1234567"}, StemCase{"ThousandsAndAUnit", "1,234km", "1234 km"},
        StemCase{"MixedSignsGroupNothing", "1,234.567,890", "1234.567 890"},
        StemCase{"FourDigitsBeforeAComma", "2024,100", "2024 100"},
        StemCase{"InternetAddress", "192.168.100.200 1.2.3", "192.168.100.200 1.2.3"},
        StemCase{"PlainSpacesGroupNothing", "1 234 567", "1 234 567"}, StemCase{"Ampersand", "R&D", "r&d* r d"},
        StemCase{"FullWidthLetters", "\uFF27\uFF30\uFF34", "gpt"},
        StemCase{"FullWidthHyphen", "ＧＰＴ－４", "gpt4* gpt 4"}, StemCase{"FullWidthDecimals", "３．５", "3.5"},
        StemCase{"FullWidthSymbols", "Ｃ＋＋ Ｃ＃ Ｒ＆Ｄ", "c++* c c#* c r&d* r d"},
        StemCase{"FullWidthCommaLists", "100，200", "100 200"},
        StemCase{"DigitsOfOtherScripts", "٢٠٣٠ ۲۰۳۰ २०३०", "2030 2030 2030"},
        StemCase{"InitialsOfOtherScripts", "в С.Ш.А. было", "в сша было"},
        StemCase{"SoftHyphenAndJoiner", "gover\u00ADnance zero\u200Dwidth", "govern zerowidth"},
        StemCase{"ZeroWidthSpaceWithinAWord", "gover\u200Bnance", "govern"},
        StemCase{"ZeroWidthSpaceBehindAJoint", "open-\u200Bsource arxiv.\u200Borg",
                 "opensourc* open sourc arxivorg* arxiv org"},
        StemCase{"ByteOrderMarkAndWordJoiner", "\uFEFFgover\uFEFFnance gover\u2060nance", "govern govern"},
        StemCase{"AccentsInEnglish", "résumés resumes Poincaré Poincare", "resum resum poincar poincar"},
        StemCase{"EmojiAndPunctuation", "\U0001F680 !!! ...", "\U0001F680"}, StemCase{"Nothing", "", ""}),
    [](const auto& param) { return param.param.name; });

struct FoldCase {
  const char* name;
  const char* text;
  const char* exact;
  const char* accented;
};

class FoldingOf : public testing::TestWithParam<FoldCase> {};

TEST_P(FoldingOf, KeepsTheExactFormBesideThePlainOne) {
  const auto tokens = Analyzer("xx").analyze(GetParam().text);
  ASSERT_EQ(tokens.size(), 1u);
  EXPECT_EQ(tokens[0].exact, GetParam().exact);
  EXPECT_EQ(tokens[0].accented, GetParam().accented);
}

INSTANTIATE_TEST_SUITE_P(
    Analyzer, FoldingOf,
    testing::Values(
        FoldCase{"Umlaut", "Müller", "muller", "müller"},
        FoldCase{"DecomposedUmlaut", "Mu\u0308ller", "muller", "müller"},
        FoldCase{"GermanSharpS", "Straße", "strasse", ""},
        FoldCase{"TurkishDottedI", "İstanbul", "istanbul", "i\u0307stanbul"},
        FoldCase{"FinalSigma", "ΟΔΟΣ", "οδοσ", ""}, FoldCase{"PolishStroke", "Łódź", "lodz", "łódź"},
        FoldCase{"DanishLigature", "Ærø", "aero", "ærø"}, FoldCase{"RussianYo", "Королёв", "королев", "королёв"},
        FoldCase{"RussianShortIStays", "край", "край", ""}, FoldCase{"HindiVowelsStay", "किताब", "किताब", ""},
        FoldCase{"HindiHalfNasal", "हिन्दी", "हिंदी", "हिन्दी"}, FoldCase{"HindiHalfLabial", "सम्बन्ध", "संबंध", "सम्बन्ध"},
        FoldCase{"HindiHalfVelar", "सङ्गीत", "संगीत", "सङ्गीत"}, FoldCase{"HindiHalfPalatal", "पञ्च", "पंच", "पञ्च"},
        FoldCase{"HindiHalfRetroflex", "घण्टा", "घंटा", "घण्टा"}, FoldCase{"HindiHalfNasalBeforeANasal", "जन्म", "जन्म", ""},
        FoldCase{"HindiHalfNasalBeforeASemivowel", "अन्य", "अन्य", ""}, FoldCase{"HindiCandrabindu", "पाँच", "पांच", "पाँच"},
        FoldCase{"HindiNukta", "ज़िला", "जिला", "ज\u093Cिला"}, FoldCase{"BengaliHalfNasal", "সঙ্গীত", "সংগীত", "সঙ্গীত"},
        FoldCase{"GujaratiHalfNasal", "હિન્દી", "હિંદી", "હિન્દી"},
        FoldCase{"KannadaHalfNasal", "ಸಮ್ಬನ್ಧ", "ಸಂಬಂಧ", "ಸಮ್ಬನ್ಧ"}, FoldCase{"ArabicVowelMarks", "كَتَبَ", "كتب", "كَتَبَ"}),
    [](const auto& param) { return param.param.name; });

TEST(Analyzer, FindsEveryTwoNeighboursOfAChineseText) {
  EXPECT_EQ(stems("人工智能"), "人工° 工智° 智能°");
  EXPECT_EQ(stems("オリンピック"), "オリンピック^ オリ° リン° ンピ° ピッ° ック°");
  EXPECT_EQ(stems("中文"), "中文°");
  EXPECT_EQ(stems("法"), "法");
}

TEST(Analyzer, ReadsHalfWidthKatakanaWithItsVoicingMarksAsFullWidth) {
  EXPECT_EQ(stems("ｴﾈﾙｷﾞｰとｶﾞﾊﾞﾅﾝｽ"), stems("エネルギーとガバナンス"));
  EXPECT_EQ(stems("ﾊﾟﾘ協定"), stems("パリ協定"));
}

TEST(Analyzer, ReadsDecomposedKoreanAsComposed) {
  EXPECT_EQ(stems("\u1112\u1161\u11AB\u1100\u116E\u11A8"), stems("한국"));
}

TEST(Analyzer, ReadsTheIdeographicZeroAndRadicalsAsIdeographs) {
  EXPECT_EQ(stems("二〇"), "二^ 二〇° 〇^");
  EXPECT_EQ(stems("\u2F08\u2F2F"), stems("人工"));  // Kangxi radicals
}

TEST(Analyzer, PassesOverAZeroWidthSpaceAmongIdeographsAndPartsThaiWordsByIt) {
  EXPECT_EQ(stems("人工\u200B智能"), stems("人工智能"));
  EXPECT_EQ(stems("水\u200B资\u200B源"), stems("水资源")) << "the dictionary word too";
  EXPECT_EQ(stems("ตาก\u200Bลม"), "ตาก ลม");
  EXPECT_EQ(stems("ตา\u200Bกลม"), "ตา กลม");
}

TEST(Analyzer, FindsThaiWordsByDictionary) { EXPECT_EQ(stems("ภาษาไทยง่าย"), "ภาษา ไทย ง่าย"); }

TEST(Analyzer, StemsByTheLanguageItIsGiven) {
  EXPECT_EQ(stems("Häuser", "de"), "haus");
  EXPECT_EQ(stems("élections", "fr"), "elect");
  EXPECT_EQ(stems("регулирование", "ru"), "регулирован");
  EXPECT_EQ(stems("الطاقة", "ar"), "طاق");
}

TEST(Analyzer, StemsRussianWordsWithTheirStressAsWithout) {
  EXPECT_EQ(stems("земли\u0301 зако\u0301ном", "ru"), stems("земли законом", "ru"));
}

TEST(Analyzer, FoldsTheTurkishCapitalsInTurkishBeforeItStems) {
  EXPECT_EQ(stems("VERİMLİLİĞİ IŞIĞI", "tr"), stems("verimliliği ışığı", "tr"));
  EXPECT_EQ(stems("VERI\u0307MLI\u0307LI\u0307G\u0306I\u0307", "tr"), stems("verimliliği", "tr"));
}

TEST(Analyzer, PartsTurkishNamesFromTheirEndings) {
  EXPECT_EQ(stems("Türkiye'nin Türkiye\u2019de", "tr"), stems("Türkiye Türkiye", "tr"));
}

TEST(Analyzer, EndsAnOverlongWordInADigestSoThatItIsStillFound) {
  const std::string word(5000, 'x');
  const auto a = Analyzer().analyze(word + "a");
  const auto b = Analyzer().analyze(word + "b");
  ASSERT_EQ(a.size(), 1u);
  EXPECT_LE(a[0].stem.size(), 150u);
  EXPECT_NE(a[0].stem, b[0].stem);
  EXPECT_EQ(a[0].stem, Analyzer().analyze(word + "A")[0].stem);
}

TEST(Analyzer, GivesOffsetsOnCharacterBoundariesForAnyBytes) {
  static const std::string kPieces[] = {"a",
                                        "B1",
                                        "-",
                                        ".",
                                        "'",
                                        " ",
                                        "é",
                                        "ß",
                                        "中",
                                        "文字",
                                        "ไทย",
                                        "\xFF",
                                        "\xE4\xB8",
                                        "\n",
                                        "++",
                                        "@",
                                        "&",
                                        "ё",
                                        "한국",
                                        "\u0301",
                                        "カ",
                                        "\u200D",
                                        "\u200B",
                                        "\u00AD",
                                        "ｷﾞ",
                                        "\u3099",
                                        "－",
                                        "．",
                                        "５",
                                        "٢",
                                        "\u02BC",
                                        "\u2019",
                                        "l'",
                                        "〇",
                                        "\u1112\u1161\u11AB",
                                        "の",
                                        std::string(1, '\0'),
                                        "1,000"};
  for (unsigned seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::string text;
    for (auto i = random() % 60; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    std::size_t begin = 0;
    std::uint32_t position = 0;
    for (const auto& token : Analyzer().analyze(text)) {
      ASSERT_LT(token.begin, token.end);
      ASSERT_LE(token.end, text.size());
      ASSERT_GE(token.begin, begin);
      ASSERT_GE(token.position, position);
      ASSERT_EQ(base::floor_to_character(text, token.begin), token.begin);
      ASSERT_EQ(base::floor_to_character(text, token.end), token.end);
      ASSERT_FALSE(token.exact.empty());
      ASSERT_EQ(token.exact.find('\0'), std::string::npos);
      begin = token.begin;
      position = token.position;
    }
  }
}

TEST(DetectLanguage, TellsScriptsAndLongTextsAndLeavesShortOnesAlone) {
  EXPECT_EQ(detect_language("short"), "en");
  EXPECT_EQ(detect_language("PyTorch"), "en");
  EXPECT_EQ(detect_language("Регулирование искусственного интеллекта в Европе и в России"), "ru");
  EXPECT_EQ(
      detect_language("Die Verordnung legt fest, welche Pflichten für Anbieter und Betreiber von Systemen gelten, "
                      "und sie tritt im August in Kraft."),
      "de");
  EXPECT_EQ(detect_language("", "fr"), "fr");
}

}  // namespace
}  // namespace kbsearch
