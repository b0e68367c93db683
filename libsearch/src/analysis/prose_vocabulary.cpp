#include "analysis/prose_vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

#include "analysis/prose_characters.hpp"

namespace kbsearch::analysis {
namespace {

struct Entry {
  Role role;
  std::u32string_view phrases;  ///< In lower case, of at most kMaxPhraseWords words, parted by '|'.
};

// Words of up to three letters connect in any language (see is_connecting), so only longer ones stand here, and the
// characters that Chinese sentences cannot do without. Marks inside words are left out: "doesnt". What a person could
// write of something else ("they did not accept all of it") must not be a banner's.
constexpr Entry kVocabulary[] = {
    {Role::kConnecting,
     U"that|this|these|those|with|from|have|been|were|their|there|which|will|would|could|should|also|than|they|"
     U"more|when|what|into|other|about|after|before|between|because|while|where|being|does|only|over|such|some|"
     U"most|them|then|through|during|under|against|both|each|many|said|like|make|made|whether|however|although"},
    {Role::kConnecting,
     U"eine|einer|einem|einen|eines|nicht|auch|sich|wird|werden|wurde|wurden|sind|sein|seine|ihre|dass|nach|"
     U"über|oder|aber|noch|durch|diese|dieser|dieses|haben|hatte|kann|können|mehr|unter|zwischen|beim|wenn|gegen"},
    {Role::kConnecting,
     U"dans|pour|avec|plus|cette|être|sont|mais|leur|leurs|elle|elles|nous|vous|comme|tout|fait|aussi|ainsi|"
     U"entre|sans|sous|après|depuis|était|ont|para|como|pero|este|esta|desde|hasta|sobre|cuando|donde|porque|"
     U"también|della|delle|degli|nella|sono|anche|come|questo|questa|quando|pela|pelo|foram|voor|niet|naar|"
     U"worden|door"},
    {Role::kConnecting,
     U"было|были|быть|этот|этой|этого|который|которая|которые|после|также|через|более|может|если|когда|чтобы|"
     U"между|только|jest|przez|oraz|które|który|może|tego|jako|inte|till|från|eller|efter|için|olarak|daha|التي|"
     U"الذي|هذا|هذه|كانت|خلال|است|برای|لیکن|नहीं|लिए|किया|गया|हैं|करने|इसके"},
    {Role::kConnecting,
     U"的|了|是|在|和|有|不|以|为|與|与|及|对|將|将|被|于|於|这|那|也|就|而|但|从|到|他|她|它|其|之|因|并|都|個|"
     U"个"},

    {Role::kItem,
     U"home|menu|search|contact|login|logout|register|signup|newsletter|newsletters|subscribe|share|tweet|"
     U"careers|faq|faqs|blog|podcast|events|donate|sitemap|cookies|privacy|legal|imprint|accessibility|facebook|"
     U"twitter|linkedin|instagram|youtube|reddit|whatsapp|telegram|bluesky|tiktok|pinterest|rss|print|email|"
     U"copy|close|next|previous|prev|back|settings|account|profile|cart|checkout|wishlist|shop|pricing|docs|"
     U"javascript|logo|icon|image|toggle|expand|collapse|comments|reply|views|likes|followers|tags|categories|"
     U"archive|archives|backlinks|permalink"},
    {Role::kItem,
     U"startseite|suche|kontakt|impressum|datenschutz|anmelden|abmelden|registrieren|warenkorb|teilen|drucken|"
     U"karriere|presse|accueil|recherche|connexion|partager|imprimer|inicio|buscar|contacto|contato|compartir|"
     U"acceder|entrar|cerca|contatti|accedi|главная|поиск|контакты|войти|вход|регистрация|новости|меню|"
     U"поделиться|подписаться|الرئيسية|بحث|اتصل|القائمة|الأخبار|مشاركة|होम|खोजें|संपर्क|लॉगिन|로그인|회원가입|"
     U"검색|메뉴|공유|홈|구독|고객센터"},
    {Role::kItem,
     U"english|deutsch|français|francais|español|italiano|português|nederlands|polski|svenska|suomi|dansk|norsk|"
     U"čeština|magyar|română|türkçe|русский|українська|български|ελληνικά|עברית|العربية|فارسی|हिन्दी|한국어|"
     U"bahasa|indonesia|melayu|slovenčina|hrvatski|lietuvių|català|euskara|srpski|српски"},

    {Role::kControl,
     U"sign in|sign up|log in|log out|sign out|learn more|read more|show more|load more|see more|see all|"
     U"view all|read now|join now|try now|read next|watch now|book a demo|get started|contact us|about us|"
     U"follow us|join us|site search|main menu|main navigation|back to top|back to blog|back to homepage|"
     U"privacy policy|privacy notice|cookie policy|cookie settings|cookie preferences|terms of service|"
     U"terms of use|terms and conditions|terms conditions|table of contents|on this page|in this article|"
     U"min read|read time|minutes read|share this|share on|share via|share to|print this|email this|copy link|"
     U"add to cart|get in touch|related articles|related posts|related episodes|related entries|latest news|"
     U"further reading|external links|edit history|random topic|view pdf|download pdf|pdf download|save as pdf|"
     U"download report|listen to article|last updated|posted on|skip to link|opens in a|new window|your inbox|"
     U"our newsletter|donate now|call now|get a demo|share post|cite this article|save article|view saved|"
     U"already subscribed|dark mode|read the docs|talk to sales|click here|advertiser message"},
    {Role::kControl,
     U"accept all|by clicking|by signing up|accept cookies|manage consent|reject all|allow all|by registering|"
     U"by subscribing|by logging in|unlimited access|your email address|create an account|alle akzeptieren|"
     U"alle ablehnen|tout accepter|tout refuser|aceptar todas|aceptar todo|rechazar todo|aceitar todos|"
     U"accetta tutti|accetta tutto|принять все|قبول الكل|모두 수락"},
    {Role::kControl,
     U"mehr erfahren|mehr lesen|weiter lesen|jetzt anmelden|über uns|zur startseite|alle anzeigen|lire la suite|"
     U"en savoir plus|se connecter|à propos|voir tout|mentions légales|leer más|saber más|iniciar sesión|"
     U"ver todo|sobre nosotros|leggi tutto|chi siamo|saiba mais|ler mais|sobre nós|fale conosco|lees meer|"
     U"читать далее|о нас|о компании|на главную|من نحن|تسجيل الدخول|اتصل بنا|اقرأ المزيد|اقرأ أيضا|"
     U"हमारे बारे में|और पढ़ें|首页|首頁|登录|登入|登錄|注册|註冊|搜索|搜尋|菜单|菜單|分享|上一篇|下一篇|"
     U"联系我们|聯絡我們|关于我们|關於我們|更多|语言|ログイン|メニュー|検索|会社概要|お問い合|シェア|ホーム|"
     U"더 보기|자세히 보기|로그인 하기"},
    {Role::kControl,
     U"skip to content|skip to main|skip to navigation|skip navigation|skip to footer|skip to primary|"
     U"skip to secondary|skip to search|jump to content|jump to navigation|zum inhalt springen|"
     U"direkt zum inhalt|zur navigation springen|aller au contenu|passer au contenu|saltar al contenido|"
     U"ir al contenido|vai al contenuto|ir para o conteúdo|перейти к содержимому|перейти к содержанию|"
     U"تخطي إلى المحتوى|본문 바로가기|콘텐츠로 건너뛰기|跳至内容|跳到主要|跳转到"},
    {Role::kBanner,
     U"enable javascript|enabling javascript|activating javascript|activate javascript|"
     U"website requires javascript|site requires javascript|page requires javascript|this requires javascript|"
     U"javascript is disabled|javascript is turned|turn on javascript|javascript is required|javascript must be|"
     U"javascript aktivieren|javascript ist deaktiviert|activer javascript|activez javascript|"
     U"habilitar javascript|habilite javascript|включите javascript|using an outdated browser|"
     U"upgrade your browser|your browser does not|your browser doesnt|refresh the page|reload the page|"
     U"youre not a robot|checking your browser|refresh your session|dismiss alert|"
     U"changes to notification settings|change notification settings|official websites use|gov website belongs|"
     U"gov websites use https|connected to the gov|sensitive information only on|support the video tag|"
     U"submission has been received|something went wrong while"},
    {Role::kBanner,
     U"we use cookies|site uses cookies|website uses cookies|we and our partners|necessary cookies|"
     U"manage preferences|manage cookies|consent preferences|by continuing to use|by continuing to browse|"
     U"agree to our|agree to receive|additional cookies|your cookie settings|cookie consent|"
     U"wir verwenden cookies|website verwendet cookies|seite verwendet cookies|cookies zulassen|"
     U"nous utilisons des cookies|site utilise des cookies|gérer les cookies|utilizamos cookies|usamos cookies|"
     U"sitio utiliza cookies|web utiliza cookies|site utiliza cookies|utilizziamo i cookie|"
     U"wij gebruiken cookies|alles accepteren|мы используем cookie|использует файлы cookie|"
     U"используем файлы cookie|نستخدم ملفات تعريف|쿠키를 사용합니다|接受所有|全部接受|接受全部|べて許可|べて受け"},
    {Role::kBanner,
     U"all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|"
     U"todos os direitos reservados|tutti i diritti riservati|все права защищены|جميع الحقوق محفوظة|版权所有|"
     U"版權所有|無断転載|모든 권리 보유|subscribe to our|subscribe to get|unsubscribe via|sign up for our|"
     U"sign up to get|straight to your inbox|subscribe to receive|signed out in another|signed in with another|"
     U"switched accounts on another|enter your email|newsletter abonnieren|suscríbete a nuestro|abonnezvous à|"
     U"inscrivezvous à|follow this link to|discounted subscription|turn off all ads|follow us on|like us on|"
     U"this is a linkpost|donate today|your support keeps|your support matters|already a member|"
     U"already a subscriber|forgot your password|forgot password|add us on|update your preferences|"
     U"viewing this site in"},
};

constexpr std::uint32_t hash_phrase(std::u32string_view phrase) {
  std::uint32_t hash = 0;
  std::uint32_t word = kHashSeed;
  for (const char32_t c : phrase) {
    const bool alone = is_unspaced(script_of(c));
    if ((alone || c == ' ') && word != kHashSeed) {
      hash = hash_word(hash, word);
      word = kHashSeed;
    }
    if (alone) hash = hash_word(hash, hash_character(kHashSeed, c));
    if (!alone && c != ' ') word = hash_character(word, c);
  }
  return word == kHashSeed ? hash : hash_word(hash, word);
}

/// The vocabulary as a table by hash, filled at compile time.
class Vocabulary {
 public:
  constexpr Vocabulary() {
    for (const auto& entry : kVocabulary) {
      for (std::size_t begin = 0; begin <= entry.phrases.size();) {
        const auto end = std::min(entry.phrases.find(U'|', begin), entry.phrases.size());
        const auto phrase = entry.phrases.substr(begin, end - begin);
        insert(hash_phrase(phrase), entry.role);
        begins_[first_word(phrase) >> kShift] = true;
        begin = end + 1;
      }
    }
  }

  /// True if a phrase may begin with the word; of most words it tells at once that none does.
  constexpr bool may_begin(std::uint32_t word) const { return begins_[hash_word(0, word) >> kShift]; }

  constexpr Role role(std::uint32_t hash) const {
    std::size_t slot = hash >> kShift;
    while (roles_[slot] != Role::kNone && hashes_[slot] != hash) slot = (slot + 1) % kSlots;
    return roles_[slot];
  }

 private:
  static constexpr unsigned kShift = 32 - 11;
  static constexpr std::size_t kSlots = std::size_t{1} << 11;  // a third filled: a look-up is one probe, mostly

  static constexpr std::uint32_t first_word(std::u32string_view phrase) {
    const bool alone = is_unspaced(script_of(phrase.front()));
    return hash_phrase(phrase.substr(0, alone ? 1 : phrase.find(U' ')));
  }

  constexpr void insert(std::uint32_t hash, Role role) {
    std::size_t slot = hash >> kShift;
    while (roles_[slot] != Role::kNone) {
      // Not constant, so a phrase that is listed twice, or two that collide, do not compile.
      assert(hashes_[slot] != hash);
      slot = (slot + 1) % kSlots;
    }
    hashes_[slot] = hash;
    roles_[slot] = role;
  }

  std::array<std::uint32_t, kSlots> hashes_{};
  std::array<Role, kSlots> roles_{};
  std::array<bool, kSlots> begins_{};
};

constexpr Vocabulary kRoles;

}  // namespace

Role role_of(std::uint32_t hash) { return kRoles.role(hash); }
bool may_begin_phrase(std::uint32_t word) { return kRoles.may_begin(word); }

}  // namespace kbsearch::analysis
