#include "analysis/prose.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>

#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

// The two sides of a choice: any prose here must beat any boilerplate here by the difference, at least.
constexpr double kProseAtLeast = 0.8;
constexpr double kCutProseAtLeast = 0.55;
constexpr double kBoilerplateAtMost = 0.3;
// What may still be shown although it is no sentence: titles, lists of facts.
constexpr double kFactsAtLeast = 0.4;

struct Example {
  const char* name;
  std::string text;
};

void PrintTo(const Example& example, std::ostream* out) { *out << example.name; }
std::string name_of(const testing::TestParamInfo<Example>& info) { return info.param.name; }

class Prose : public testing::TestWithParam<Example> {};
TEST_P(Prose, ScoresHigh) { EXPECT_GE(prose_share(GetParam().text), kProseAtLeast) << GetParam().text; }

/// A passage as a window cuts it: without its first and last eighth, and so without its full stop.
TEST_P(Prose, ScoresHighWhenCutAtBothEnds) {
  const auto& text = GetParam().text;
  const auto begin = base::floor_to_character(text, text.size() / 8);
  const auto end = base::floor_to_character(text, text.size() * 7 / 8);
  EXPECT_GE(prose_share(std::string_view(text).substr(begin, end - begin)), kCutProseAtLeast) << text;
}

INSTANTIATE_TEST_SUITE_P(
    Languages, Prose,
    testing::Values(
        Example{"English",
                "The pilot plant ran for eleven months before the membrane had to be replaced. Its operators blame the "
                "hard water of the region."},
        Example{
            "German",
            "Die Gemeinde hat im Herbst beschlossen, das alte Freibad nicht zu schließen, sondern gemeinsam mit dem "
            "Landkreis zu sanieren. Die Kosten trägt zur Hälfte das Land."},
        Example{"French",
                "La commission a rendu son avis au printemps : les digues du fleuve doivent être rehaussées avant la "
                "prochaine crue, faute de quoi deux villages seraient évacués."},
        Example{"Spanish",
                "El acuífero se ha recuperado desde que los regantes miden el agua que sacan de cada pozo, aunque el "
                "nivel sigue por debajo del que tenía hace veinte años."},
        Example{"Italian",
                "Il nuovo regolamento obbliga i comuni a pubblicare ogni anno i dati sulle perdite della rete idrica, "
                "che in alcune province superano la metà dell'acqua immessa."},
        Example{"Portuguese",
                "A cooperativa vende o excedente de energia aos vizinhos e usa o lucro para manter as baterias que "
                "comprou com a ajuda do banco de desenvolvimento."},
        Example{"Polish",
                "Rada miasta odrzuciła projekt, ponieważ nikt nie potrafił wyjaśnić, skąd wezmą się pieniądze na "
                "utrzymanie nowej linii tramwajowej."},
        Example{
            "Finnish",
            "Tutkijat huomasivat, että järven vesi on kirkastunut, vaikka sen pinta laski viime kesänä enemmän kuin "
            "koskaan aiemmin."},
        Example{"Turkish",
                "Belediye, geçen yıl açılan arıtma tesisinin kapasitesini iki katına çıkarmak için yeni bir ihale "
                "hazırlıyor, ancak bütçe henüz onaylanmadı."},
        Example{"Vietnamese",
                "Nhóm nghiên cứu cho biết mực nước ngầm đã giảm gần ba mét trong mười năm qua và sẽ còn giảm nếu không "
                "có biện pháp mới."},
        Example{"Russian",
                "Лаборатория закончила испытания осенью, но отчёт опубликовали только через год, когда стало ясно, что "
                "результаты можно повторить."},
        Example{
            "Greek",
            "Η μελέτη δείχνει ότι το λιμάνι θα χρειαστεί νέο κυματοθραύστη μέσα στην επόμενη δεκαετία, αν συνεχιστεί "
            "η άνοδος της στάθμης."},
        Example{
            "Arabic",
            "أعلن المعهد أن نتائج التجربة التي بدأت قبل عامين سوف تنشر في نهاية الشهر، وقال إن المياه في البئر صالحة "
            "للشرب."},
        Example{"Hebrew",
                "החוקרים מצאו כי מפלס האגם ירד בשנה האחרונה, אבל הם לא יודעים עדיין אם זה בגלל החום או בגלל השאיבה."},
        Example{"Hindi",
                "समिति ने बताया कि गाँव में पानी की कमी को दूर करने के लिए दो नए तालाब बनाए जाएँगे और काम अगले महीने से शुरू होगा।"},
        Example{"Chinese",
                "研究人员在报告中指出，过去十年里该地区的地下水位下降了将近三米，如果不采取措施，水井将会干涸。"},
        Example{"Japanese",
                "市は昨年の秋に古い橋を架け替えることを決めたが、費用をどこから出すのかはまだ決まっていない。"},
        Example{"Korean",
                "연구팀은 지난해 여름에 호수의 수위가 크게 낮아졌다고 밝혔으며, 원인은 아직 확인되지 않았다고 말했다."},
        Example{"Thai", "นักวิจัยพบว่าระดับน้ำในทะเลสาบลดลงอย่างต่อเนื่องตลอดสิบปีที่ผ่านมาเพราะมีการสูบน้ำไปใช้ในภาคเกษตรมากขึ้น"},
        Example{"Persian",
                "مردم روستا می گویند که آب چاه در ده سال گذشته پایین رفته است و باید برای آن راهی پیدا کرد."}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Hard, Prose,
    testing::Values(
        Example{"AboutCookies", "The regulation requires consent before cookies are stored."},
        Example{
            "AboutPrivacy",
            "A privacy policy must say who reads the data, and the court held that a link at the end of the page is "
            "not enough."},
        Example{
            "AboutSigningIn",
            "Patients who could not log in were asked to send the form by post, which delayed the trial by a month."},
        Example{"AboutJavaScript", "The engine compiles JavaScript to machine code while the page is being loaded."},
        Example{"AboutAcceptingAll",
                "The council did not accept all of the proposals, and by continuing to pump it let the wells run dry."},
        Example{"AboutSearching", "Many who search for water here give up after the first hundred metres of rock."},
        Example{"AboutRights",
                "They asked whether all rights of the villages upstream would be kept when the border was moved."},
        Example{"AboutHumanRights",
                "La ley reconoce todos los derechos de los pueblos que viven junto al río desde antes de la frontera."},
        Example{"AboutMenus", "The menu of the canteen was printed on the back of the newsletter that week."},
        Example{"BeginsAndEndsInside",
                "of the older turbines, which had been bought from a mill in the north and were never meant to run for "
                "more than a"},
        Example{"NamesInARow",
                "The fund was set up by Maria Lindqvist, Tomasz Nowak, Priya Raman, John Okafor and Hana Sato to pay "
                "for repairs."},
        Example{"LongName",
                "She worked for the Northern Rivers Water Research Institute until it was closed by the ministry."},
        Example{"Numbers",
                "In 2019 the plant burned 48,000 tons of straw, 12% less than in 2018, at a cost of $3.1 million."},
        Example{"Short", "He never came back."},
        Example{"WrappedLines",
                "The dam was raised twice,\nfirst in the year of the flood\nand then again when the town had "
                "grown\nbeyond what anyone had planned."},
        Example{"TwoScripts",
                "The inscription reads Москва слезам не верит, which is a proverb about help that does not come."},
        Example{"ChineseWithLatin", "团队使用 GPT-4 对 2023 年的数据进行了分析，发现错误的比例比以前低了很多。"}),
    name_of);

class Boilerplate : public testing::TestWithParam<Example> {};
TEST_P(Boilerplate, ScoresLow) { EXPECT_LE(prose_share(GetParam().text), kBoilerplateAtMost) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Kinds, Boilerplate,
    testing::Values(
        Example{"Menu", "Home Products Solutions Customers Pricing Company Careers Press Contact Support Log in"},
        Example{"MenuInSmallLetters", "home about search archive tags newsletter contact login rss"},
        Example{"MenuWithBars", "Start | Projects | Team | Publications | Data | Contact"},
        Example{"Breadcrumbs", "Library › Rivers and lakes › Flood protection › Dams"},
        Example{"CookieBanner",
                "We value your privacy. We use cookies and similar technologies to improve your visit. Accept all "
                "Reject all Manage preferences"},
        Example{"CookieBannerInGerman",
                "Wir verwenden Cookies, um Inhalte zu personalisieren und die Zugriffe zu zählen. Alle akzeptieren "
                "Einstellungen Datenschutz Impressum"},
        Example{"CookieBannerInFrench",
                "Nous utilisons des cookies pour mesurer la fréquentation du site. Tout accepter Tout refuser"},
        Example{"LanguageList",
                "English Deutsch Français Español Italiano Português Русский 中文 日本語 한국어 العربية"},
        Example{"LanguageListInSmallLetters", "deutsch français español italiano português nederlands polski svenska"},
        Example{"SkipLink", "Skip to content Toggle navigation River Atlas Maps Data Stories"},
        Example{
            "JavaScriptNotice",
            "This website requires JavaScript to work. Please enable JavaScript in your browser and reload the page."},
        Example{"SignIn", "Sign in Create an account Forgot your password? Remember me"},
        Example{
            "Newsletter",
            "Subscribe to our newsletter and get the best stories straight to your inbox. Enter your email Sign up"},
        Example{"ShareButtons", "Share Facebook Twitter LinkedIn WhatsApp Email Print Copy link"},
        Example{"Copyright", "© 2024 River Atlas Foundation. All rights reserved. Privacy Policy Terms of Use Imprint"},
        Example{"TableOfContents",
                "Contents 1 Summary 2 Methods 3 Results 3.1 Rivers 3.2 Lakes 4 Discussion 5 References"},
        Example{"TagList", "Hydrology Climate Adaptation Urban Planning Water Policy Infrastructure Finance Open Data"},
        Example{"RepeatedItems", "Water news Water news Energy news Energy news Water news Energy news Water news"},
        Example{"Consent",
                "By clicking “Continue” you agree to our Terms of Service and acknowledge our Privacy Policy."},
        Example{"GermanMenu",
                "Startseite Aktuelles Über uns Leistungen Referenzen Karriere Kontakt Impressum Datenschutz"},
        Example{"RussianMenu", "Главная О компании Каталог Новости Доставка Контакты Войти Регистрация"},
        Example{"ArabicMenu", "الرئيسية من نحن الأخبار المشاريع المكتبة اتصل بنا تسجيل الدخول بحث"},
        Example{"KoreanMenu", "홈 회사소개 제품 고객센터 공지사항 로그인 회원가입 검색"},
        Example{"ChineseMenu", "首页 关于我们 产品中心 新闻动态 技术支持 联系我们 登录 注册"},
        Example{"JapaneseMenu", "ホーム 会社概要 製品情報 採用情報 お知らせ お問い合わせ ログイン"},
        Example{"ThaiMenu", "หน้าแรก เกี่ยวกับเรา บริการ ข่าวสาร ติดต่อเรา"}),
    name_of);

class Facts : public testing::TestWithParam<Example> {};
TEST_P(Facts, KeepADegree) { EXPECT_GE(prose_share(GetParam().text), kFactsAtLeast) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Kinds, Facts,
    testing::Values(Example{"Semicolons", "Founded 2015; staff 120; budget $4M"},
                    Example{"Bullets", "• Founded in 2015 • 120 staff in four countries • budget of $4M a year"},
                    Example{"Title", "Groundwater use in dry regions: a review"},
                    Example{"CapitalisedTitle", "The Cost of Repairing Old Dams"},
                    Example{"KeyPoint", "Cuts losses by a third, at half the price of new pipes"}),
    name_of);

TEST(ProseShare, FallsWithTheShareOfMenuInAPassage) {
  const std::string prose = "The second dam was built of rubble because the town could not pay for concrete. ";
  const std::string menu = "Home Projects Maps Library Partners Careers Press Contact Donate Search ";
  const double alone = prose_share(prose);
  const double with_menu = prose_share(menu + prose);
  const double with_two_menus = prose_share(menu + "Rivers Lakes Dams Floods Droughts Wells Canals Locks " + prose);
  EXPECT_GT(alone, with_menu);
  EXPECT_GT(with_menu, with_two_menus);
  EXPECT_GT(with_two_menus, prose_share(menu));
}

TEST(ProseShare, FallsWithEachItemOfARunOfCapitals) {
  const std::string begin = "after the visit of the ";
  double last = 1.0;
  std::string names = "Upper River Valley";
  for (const auto* name : {" Flood", " Control", " Survey", " Bureau", " Archive"}) {
    names += name;
    const double share = prose_share(begin + names + " in the spring of that year");
    EXPECT_LE(share, last) << names;
    last = share;
  }
  EXPECT_LT(last, 1.0);
}

TEST(ProseShare, IsNotMovedByWhiteSpace) {
  const std::string text = "The well was dug by hand, and it took four men a winter.";
  std::string spaced;
  for (const char c : text) spaced += c == ' ' ? " \t  " : std::string(1, c);
  EXPECT_DOUBLE_EQ(prose_share("  " + spaced + "  "), prose_share(text));
}

TEST(ProseShare, ReadsTextInCapitalsAsText) {
  EXPECT_GE(prose_share("THE DAM MUST BE CLOSED TO ALL TRAFFIC UNTIL THE CRACKS IN THE WALL HAVE BEEN FILLED."),
            kProseAtLeast);
}

TEST(ProseShare, IsNoneWithoutWords) {
  for (const std::string text : {"", " ", "\n\n\t", "...", "| | |", "— – •"}) EXPECT_EQ(prose_share(text), 0.0) << text;
}

TEST(ProseShare, StaysInRangeForAnyBytes) {
  const std::string text = "Die Brücke – 桥 · мост | جسر, \xF0\x9F\x8C\x89 was closed. ";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string broken = text;
      broken[at] = static_cast<char>(byte);
      const double share = prose_share(broken);
      ASSERT_TRUE(share >= 0.0 && share <= 1.0) << "byte " << byte << " at " << at;
    }
    const double begun_inside = prose_share(std::string_view(text).substr(at));
    const double cut = prose_share(std::string_view(text).substr(0, at));
    ASSERT_TRUE(begun_inside >= 0.0 && begun_inside <= 1.0 && cut >= 0.0 && cut <= 1.0) << at;
  }
}

TEST(ProseShare, ReadsPastNulsAndBrokenBytes) {
  const std::string text = "The gate was opened by the guard when the water reached the second mark.";
  EXPECT_GE(prose_share(text + std::string(3, '\0') + text), kProseAtLeast / 2);
  EXPECT_GE(prose_share("\xFF\xFE" + text + "\xE3\x80"), kProseAtLeast);
}

TEST(ProseShare, TakesAMegabyteOfOneCharacter) {
  for (const char c : {'a', 'A', '1', ' ', '.', '|', '\'', '\n', '\0', '\xFF', '\x80'}) {
    const double share = prose_share(std::string(1'000'000, c));
    EXPECT_TRUE(share >= 0.0 && share <= 1.0) << static_cast<int>(c);
  }
  std::string ideographs;
  for (int i = 0; i < 333'333; ++i) ideographs += "水";
  EXPECT_TRUE(std::isfinite(prose_share(ideographs)));
}

TEST(ProseShare, JudgesASentenceLongerThanItsRoomLikeAShortOne) {
  const char* const words[] = {"water", "stone", "winter", "people", "carried", "broken", "slowly", "bridge", "garden"};
  const char* const connecting[] = {"of the", "and", "to a", "which", "in", "that was", "from", "by the", "for"};
  std::string sentence;
  std::string menu;
  std::uint32_t state = 7;
  for (int i = 0; i < 300; ++i) {
    state = state * 1664525u + 1013904223u;
    const std::string word = words[(state >> 8) % 9] + std::to_string(i);
    sentence += word + " " + connecting[(state >> 20) % 9] + " ";
    menu += "The" + word + " ";
  }
  EXPECT_GE(prose_share(sentence), kProseAtLeast);
  EXPECT_LE(prose_share(menu), kBoilerplateAtMost);
}

}  // namespace
}  // namespace kbsearch::analysis
