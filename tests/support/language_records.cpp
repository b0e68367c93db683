#include "support/language_records.hpp"

#include "kbsearch/analyzer.hpp"

namespace kbsearch::test {

const std::vector<LanguageText>& language_texts() {
  static const std::vector<LanguageText> texts = {
      {"de-waerme", "de", "Wärmepumpen im Altbau",
       "Eine Wärmepumpe heizt auch ältere Häuser, wenn die Gebäude gut gedämmt sind. Die Förderung deckt bis zu "
       "siebzig "
       "Prozent der Kosten, und der Einbau lohnt sich auf großen Flächen ebenso wie an der engen Straße."},
      {"de-netz", "de", "Stromnetze und Speicher",
       "Ohne neue Leitungen kommt der Windstrom von der Küste nicht in die Städte. Übertragungsnetze brauchen lange "
       "Genehmigungen, Speicher dagegen stehen in wenigen Monaten bereit."},
      {"de-ki", "de", "Aufsicht über künstliche Intelligenz",
       "Die Behörden prüfen, ob die Anbieter großer Sprachmodelle ihre Pflichten erfüllen. Das Klimaschutzgesetz "
       "zeigt, "
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
       "Солнечные электростанции строят на юге, а ветряные парки на побережье. Энергетика меняется медленно, потому "
       "что "
       "сети рассчитаны на крупные станции."},
      {"ru-zakon", "ru", "Закон об искусственном интеллекте",
       "Законодатели обсуждают, кто отвечает за решения, принятые нейронной сетью. Эксперты ещё спорят о том, нужен ли "
       "отдельный закон или достаточно поправок."},
      {"ru-klimat", "ru", "Изменение климата и вечная мерзлота",
       "Мерзлота тает, дороги проседают, и города на севере укрепляют фундаменты. Учёные измеряют температуру земли в "
       "глубоких скважинах."},

      {"ar-taqa", "ar", "مستقبل الطاقة المتجددة",
       "تبني الدول محطات كبيرة لإنتاج الكهرباء من الشمس والرياح. وتحتاج الشبكات إلى بطاريات كي تحفظ الطاقة حتى "
       "المساء."},
      {"ar-dhaka", "ar", "حوكمة الذكاء الاصطناعي",
       "يناقش الخبراء مسؤولية الشركات عن الأخطاء التي ترتكبها النماذج. ويقترح القانون الجديد إنشاء هيئة مستقلة للرقابة "
       "قبل عام ٢٠٣٠."},
      {"ar-maa", "ar", "ندرة المياه وتغير المناخ",
       "يهدد الجفاف الزراعة في مناطق واسعة. وتعمل وزارة الري على تقليل الفاقد وتحسين إدارة الأنهار."},

      {"zh-zhili", "zh", "人工智能治理的国际合作",
       "各国政府正在讨论如何监管大型语言模型。专家建议成立独立机构，对模型进行安全评估，并公开评估结果。"},
      {"zh-tan", "zh", "碳中和目标与能源转型",
       "我国计划在二〇六〇年之前实现碳中和。太阳能和风能发展迅速，但是电网仍然需要更多的储能设施。"},
      {"zh-shui", "zh", "气候变化下的水资源管理",
       "干旱使许多城市缺水。地方政府修建水库，并且鼓励农民采用节水灌溉技术。"},

      {"ja-ai", "ja", "人工知能のガバナンス",
       "政府は人工知能を安全に使うための指針をまとめた。企業はデータの扱いを説明し、リスクを評価しなければならない。"},
      {"ja-energy", "ja", "再生可能エネルギーの導入",
       "太陽光パネルを屋根に載せる家が増えている。エネルギーを蓄えるバッテリーの値段も下がってきた。"},
      {"ja-kikou", "ja", "気候変動と農業",
       "気温が上がると、お米の品質が落ちる。農家は暑さに強い品種をえらび、植える時期をずらしている。"},

      {"tr-enerji", "tr", "Türkiye'de enerji verimliliği",
       "Binaların ısıtılması için harcanan enerji yalıtımla yarıya iner. İstanbul'daki eski apartmanlar ışık almayan "
       "dar "
       "sokaklarda bulunuyor ve onarım bekliyor."},
      {"tr-iklim", "tr", "İklim değişikliği ve tarım",
       "Çiftçiler kuraklığa dayanıklı tohumlar ekiyor. Irmakların suyu azaldıkça sulama yöntemleri de değişiyor."},

      {"el-energeia", "el", "Ανανεώσιμες πηγές ενέργειας",
       "Οι ανεμογεννήτριες στα νησιά παράγουν αρκετό ρεύμα για όλο το χειμώνα. Ο νόμος προβλέπει αποζημιώσεις για τους "
       "δήμους."},
      {"el-klima", "el", "Κλίμα και πυρκαγιές",
       "Τα δάση καίγονται συχνότερα όσο ανεβαίνει η θερμοκρασία. Ο δρόμος προς το χωριό έκλεισε δύο φορές φέτος."},

      {"es-agua", "es", "La gestión del agua en España",
       "Los embalses están bajos y los agricultores piden una regulación más clara. El año pasado llovió menos que "
       "nunca "
       "en las cuencas del sur."},
      {"pl-wegiel", "pl", "Odejście od węgla w Łodzi",
       "Miasto zamyka stare kotłownie i przyłącza mieszkania do sieci ciepłowniczej. Powietrze w śródmieściu jest "
       "dzięki "
       "temu znacznie czystsze niż dawniej."},
      {"en-model", "en", "What GPT-4 changed",
       "Poincaré would have liked the question: when does a model understand? Researchers compared GPT-4 and its "
       "predecessor GPT-3.5 on exams, and wrote about the protégés of both in naïve wonder."},
      {"en-nuclear", "en", "Small reactors",
       "Modular reactors promise cheap and steady power, yet none has been finished on time since 2030 was set as a "
       "goal."},
  };
  return texts;
}

const LanguageIndex& LanguageIndex::plain() {
  static const LanguageIndex index([](std::string_view text) { return std::string(text); });
  return index;
}

Searcher LanguageIndex::load(const std::filesystem::path& path, const Rewriting& rewritten) {
  std::string lines;
  for (const auto& text : language_texts()) {
    lines += R"({"id":")" + std::string(text.id) + R"(","language":")" + text.language + R"(","title":")" +
             rewritten(text.title) + R"(","summary":")" + rewritten(text.summary) + "\"}\n";
  }
  load_lines(path, lines);
  return Searcher::open(path);
}

std::string marked(const Hit& hit) {
  std::string words;
  const auto add = [&](const std::string& text, const std::vector<ByteRange>& marks) {
    for (const auto& mark : marks) words += (words.empty() ? "" : " ") + text.substr(mark.begin, mark.end - mark.begin);
  };
  add(hit.title, hit.title_marks);
  add(hit.snippet.text, hit.snippet.marks);
  return words;
}

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

}  // namespace kbsearch::test
