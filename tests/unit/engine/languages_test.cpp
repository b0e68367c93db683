// Records and searches in the languages of a knowledge base, as people who speak them write and type them.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "kbsearch/analyzer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

struct Text {
  const char* id;
  const char* language;
  const char* title;
  const char* summary;
};

const std::vector<Text> kTexts = {
    {"de-waerme", "de", "Wärmepumpen im Altbau",
     "Eine Wärmepumpe heizt auch ältere Häuser, wenn die Gebäude gut gedämmt sind. Die Förderung deckt bis zu siebzig "
     "Prozent der Kosten, und der Einbau lohnt sich auf großen Flächen ebenso wie an der engen Straße."},
    {"de-netz", "de", "Stromnetze und Speicher",
     "Ohne neue Leitungen kommt der Windstrom von der Küste nicht in die Städte. Übertragungsnetze brauchen lange "
     "Genehmigungen, Speicher dagegen stehen in wenigen Monaten bereit."},
    {"de-ki", "de", "Aufsicht über künstliche Intelligenz",
     "Die Behörden prüfen, ob die Anbieter großer Sprachmodelle ihre Pflichten erfüllen. Das Klimaschutzgesetz zeigt, "
     "wie sich Ziele in überprüfbare Maße übersetzen lassen."},
    {"de-wasserstoff", "de", "Grüner Wasserstoff für die Industrie",
     "Stahlwerke ersetzen Kohle durch Wasserstoff. Der grüne Strom dafür muss aus zusätzlichen Anlagen kommen, sonst "
     "sinken die Emissionen nicht."},

    {"fr-energie", "fr", "L’énergie nucléaire en débat",
     "L’accord signé à Paris prévoit que l’électricité d’origine nucléaire reste majoritaire jusqu’en 2035. Les "
     "centrales vieillissent, et leur entretien coûte plus cher qu’on ne l’avait cru."},
    {"fr-ia", "fr", "Gouvernance de l'intelligence artificielle",
     "Les régulateurs européens demandent qu'une évaluation indépendante précède la mise sur le marché des modèles. "
     "L'entreprise doit décrire les données d'entraînement."},
    {"fr-foret", "fr", "Les forêts et le climat",
     "Les forêts françaises absorbent moins de carbone depuis les sécheresses. Une espèce d'arbre mieux adaptée à la "
     "chaleur met des décennies à grandir."},

    {"ru-energetika", "ru", "Возобновляемая энергетика в регионах",
     "Солнечные электростанции строят на юге, а ветряные парки на побережье. Энергетика меняется медленно, потому что "
     "сети рассчитаны на крупные станции."},
    {"ru-zakon", "ru", "Закон об искусственном интеллекте",
     "Законодатели обсуждают, кто отвечает за решения, принятые нейронной сетью. Эксперты ещё спорят о том, нужен ли "
     "отдельный закон или достаточно поправок."},
    {"ru-klimat", "ru", "Изменение климата и вечная мерзлота",
     "Мерзлота тает, дороги проседают, и города на севере укрепляют фундаменты. Учёные измеряют температуру земли в "
     "глубоких скважинах."},

    {"ar-taqa", "ar", "مستقبل الطاقة المتجددة",
     "تبني الدول محطات كبيرة لإنتاج الكهرباء من الشمس والرياح. وتحتاج الشبكات إلى بطاريات كي تحفظ الطاقة حتى المساء."},
    {"ar-dhaka", "ar", "حوكمة الذكاء الاصطناعي",
     "يناقش الخبراء مسؤولية الشركات عن الأخطاء التي ترتكبها النماذج. ويقترح القانون الجديد إنشاء هيئة مستقلة للرقابة "
     "قبل عام ٢٠٣٠."},
    {"ar-maa", "ar", "ندرة المياه وتغير المناخ",
     "يهدد الجفاف الزراعة في مناطق واسعة. وتعمل وزارة الري على تقليل الفاقد وتحسين إدارة الأنهار."},

    {"zh-zhili", "zh", "人工智能治理的国际合作",
     "各国政府正在讨论如何监管大型语言模型。专家建议成立独立机构，对模型进行安全评估，并公开评估结果。"},
    {"zh-tan", "zh", "碳中和目标与能源转型",
     "我国计划在二〇六〇年之前实现碳中和。太阳能和风能发展迅速，但是电网仍然需要更多的储能设施。"},
    {"zh-shui", "zh", "气候变化下的水资源管理", "干旱使许多城市缺水。地方政府修建水库，并且鼓励农民采用节水灌溉技术。"},

    {"ja-ai", "ja", "人工知能のガバナンス",
     "政府は人工知能を安全に使うための指針をまとめた。企業はデータの扱いを説明し、リスクを評価しなければならない。"},
    {"ja-energy", "ja", "再生可能エネルギーの導入",
     "太陽光パネルを屋根に載せる家が増えている。エネルギーを蓄えるバッテリーの値段も下がってきた。"},
    {"ja-kikou", "ja", "気候変動と農業",
     "気温が上がると、お米の品質が落ちる。農家は暑さに強い品種をえらび、植える時期をずらしている。"},

    {"tr-enerji", "tr", "Türkiye'de enerji verimliliği",
     "Binaların ısıtılması için harcanan enerji yalıtımla yarıya iner. İstanbul'daki eski apartmanlar ışık almayan dar "
     "sokaklarda bulunuyor ve onarım bekliyor."},
    {"tr-iklim", "tr", "İklim değişikliği ve tarım",
     "Çiftçiler kuraklığa dayanıklı tohumlar ekiyor. Irmakların suyu azaldıkça sulama yöntemleri de değişiyor."},

    {"el-energeia", "el", "Ανανεώσιμες πηγές ενέργειας",
     "Οι ανεμογεννήτριες στα νησιά παράγουν αρκετό ρεύμα για όλο το χειμώνα. Ο νόμος προβλέπει αποζημιώσεις για τους "
     "δήμους."},
    {"el-klima", "el", "Κλίμα και πυρκαγιές",
     "Τα δάση καίγονται συχνότερα όσο ανεβαίνει η θερμοκρασία. Ο δρόμος προς το χωριό έκλεισε δύο φορές φέτος."},

    {"es-agua", "es", "La gestión del agua en España",
     "Los embalses están bajos y los agricultores piden una regulación más clara. El año pasado llovió menos que nunca "
     "en las cuencas del sur."},
    {"pl-wegiel", "pl", "Odejście od węgla w Łodzi",
     "Miasto zamyka stare kotłownie i przyłącza mieszkania do sieci ciepłowniczej. Powietrze w śródmieściu jest dzięki "
     "temu znacznie czystsze niż dawniej."},
    {"en-model", "en", "What GPT-4 changed",
     "Poincaré would have liked the question: when does a model understand? Researchers compared GPT-4 and its "
     "predecessor GPT-3.5 on exams, and wrote about the protégés of both in naïve wonder."},
    {"en-nuclear", "en", "Small reactors",
     "Modular reactors promise cheap and steady power, yet none has been finished on time since 2030 was set as a "
     "goal."},
};

using Rewriting = std::function<std::string(std::string_view)>;

/// An index of kTexts, each text rewritten.
class LanguageIndex {
 public:
  explicit LanguageIndex(const Rewriting& rewritten) : searcher_(load(directory_ / "kb", rewritten)) {}

  static const LanguageIndex& plain() {
    static const LanguageIndex index([](std::string_view text) { return std::string(text); });
    return index;
  }

  SearchResults search(std::string_view query, const SearchOptions& options = {}) const {
    return searcher_.search(query, options);
  }

 private:
  static Searcher load(const std::filesystem::path& path, const Rewriting& rewritten) {
    std::string lines;
    for (const auto& text : kTexts) {
      lines += R"({"id":")" + std::string(text.id) + R"(","language":")" + text.language + R"(","title":")" +
               rewritten(text.title) + R"(","summary":")" + rewritten(text.summary) + "\"}\n";
    }
    test::load_lines(path, lines);
    return Searcher::open(path);
  }

  test::TemporaryDirectory directory_;
  Searcher searcher_;
};

/// The marked words of a hit, those of the title first.
std::string marked(const Hit& hit) {
  std::string words;
  const auto add = [&](const std::string& text, const std::vector<ByteRange>& marks) {
    for (const auto& mark : marks) words += (words.empty() ? "" : " ") + text.substr(mark.begin, mark.end - mark.begin);
  };
  add(hit.title, hit.title_marks);
  add(hit.snippet.text, hit.snippet.marks);
  return words;
}

/// The different marked words, folded.
std::set<std::string> marked_words(const Hit& hit) {
  std::set<std::string> words;
  for (const auto& token : Analyzer(Schema::knowledge_base().default_language()).analyze(marked(hit))) {
    words.insert(token.exact);
  }
  return words;
}

std::vector<std::string> ids(const SearchResults& results) {
  std::vector<std::string> found;
  for (const auto& hit : results.hits) found.push_back(hit.record_id);
  return found;
}

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
                                         Writing{"ReadingMarks", with_reading_marks}),
                         [](const auto& param) { return param.param.name; });

TEST(LanguagesOfTheTexts, AreDetectedWhereTheRecordDoesNotSay) {
  for (const auto& text : kTexts) {
    EXPECT_EQ(detect_language(std::string(text.title) + "\n" + text.summary), text.language) << text.id;
  }
}

}  // namespace
}  // namespace kbsearch
