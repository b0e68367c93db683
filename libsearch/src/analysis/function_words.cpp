#include "analysis/function_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <string>
#include <unordered_set>

#include "analysis/fold.hpp"
#include "base/lazy.hpp"

namespace kbsearch::analysis {
namespace {

struct List {
  std::string_view language;
  std::string_view words;  ///< Parted by spaces.
};

// What is left of a word before or after its apostrophe stands here, too: s, t, l, d. A word that also names a thing
// ("will", "might", "may") is here only where it is nearly always the other one.
constexpr List kLists[] = {
    {"en",
     "a an the this that these those of in on at to for from by with about as into onto over after before between "
     "under against during without within through per via than and or but nor so yet if then because while whether "
     "although though unless since until upon among toward towards is are was were be been being am do does did done "
     "has have had having can could will would shall should may might must i you he she it we they me him her us them "
     "my your his its our their mine yours hers ours theirs myself yourself himself herself itself ourselves "
     "themselves there here who whom whose what which when where why how not no s t re ve ll d m"},
    {"de",
     "der die das den dem des ein eine einen einem einer eines und oder aber denn weil dass ob wenn als wie auch noch "
     "nur schon so zu zum zur im in am an auf aus bei beim mit nach von vom vor über unter um für gegen durch ohne bis "
     "seit ist sind war waren sein bin bist wird werden wurde wurden hat haben hatte hatten kann können konnte muss "
     "müssen soll sollen will wollen darf dürfen ich du er sie es wir ihr mich dich ihn uns euch ihm ihnen mir dir "
     "mein "
     "dein sein ihre ihren ihrer unser euer dieser diese dieses diesen diesem jener man sich nicht kein keine wer was "
     "wem wen wessen wo wann warum wieso weshalb welche welcher welches wohin woher da dort hier"},
    {"fr",
     "le la les l un une des du de d au aux et ou mais donc or ni car que qu si comme quand pour par sur sous dans en "
     "entre vers avec sans chez depuis pendant avant après contre à est sont était étaient être été suis es sommes "
     "êtes "
     "sera ont a ai as avons avez avait avaient avoir eu peut peuvent pouvoir doit doivent fait faire je j tu il elle "
     "on nous vous ils elles me m te t se s lui leur leurs mon ma mes ton ta tes son sa ses notre nos votre vos ce c "
     "cet cette ces ça cela ne n pas plus qui quoi dont où pourquoi comment combien quel quelle quels quelles y"},
    {"es",
     "el la los las un una unos unas lo al del de y e o u pero sino que si como cuando porque pues para por con sin "
     "sobre entre hasta desde en a ante bajo contra durante según es son era eran fue fueron ser sido estar está están "
     "estaba ha han he había haber hay puede pueden debe deben yo tú él ella ello nosotros ellos ellas me te se le les "
     "nos os mi mis tu tus su sus nuestro nuestra este esta estos estas ese esa eso esto aquel aquella no ni muy más "
     "quién quien quienes qué cuál cuáles cuándo dónde donde cómo cuánto cuánta cuántos cuántas"},
    {"it",
     "il lo la i gli le l un uno una di del dello della dei degli delle d a al allo alla ai agli alle da dal dallo "
     "dalla dai dagli dalle in nel nello nella nei negli nelle su sul sullo sulla sui sugli sulle con per tra fra e ed "
     "o "
     "ma se che come quando perché anche è sono era erano essere stato stata ha hanno ho aveva avere può possono deve "
     "io tu lui lei noi voi loro mi ti si ci vi ne mio mia tuo sua suo suoi sue nostro questo questa questi queste "
     "quello quella non più chi cosa cui dove quale quali quanto quanti"},
    {"pt",
     "o a os as um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas para com sem sob "
     "sobre entre até desde ao aos à às e ou mas que se como quando porque pois é são era eram foi foram ser sido está "
     "estão estar estava tem têm ter tinha há pode podem deve devem eu tu ele ela nós vós eles elas me te lhe lhes meu "
     "minha seu sua seus suas nosso nossa este esta estes estas esse essa isso isto aquele aquela não nem mais muito "
     "quem qual quais onde quanto quantos quanta quantas"},
    {"nl",
     "de het een en of maar want dat die dit deze als dan toen wanneer omdat in op aan van voor met zonder bij naar "
     "uit "
     "over onder tussen tegen tot door om te is zijn was waren ben bent wordt worden werd werden heeft hebben had "
     "hadden "
     "kan kunnen kon moet moeten zal zullen zou wil ik jij je hij zij ze wij we jullie mij hem haar hen hun ons mijn "
     "jouw onze niet geen ook nog er hier daar wie wat waar waarom hoe welke welk"},
    {"sv",
     "en ett den det de och eller men att som om när då i på av för med utan vid till från över under mellan mot genom "
     "är var vara varit blir blev har hade ha kan kunde ska skulle måste vill jag du han hon vi ni mig dig honom henne "
     "oss er dem min din sin hans hennes vår deras inte ej också denna detta dessa vem vad vilken vilket vilka hur var "
     "varför där här"},
    {"da",
     "en et den det de og eller men at som om når da i på af for med uden ved til fra over under mellem mod gennem er "
     "var være været bliver blev har havde have kan kunne skal skulle må vil ville jeg du han hun vi mig dig ham hende "
     "os jer dem min din sin hans hendes vores deres ikke også denne dette disse hvem hvad hvilken hvilket hvilke "
     "hvordan hvor hvorfor hvornår der her"},
    {"no",
     "en et ei den det de og eller men at som om når da i på av for med uten ved til fra over under mellom mot gjennom "
     "er var være vært blir ble har hadde ha kan kunne skal skulle må vil ville jeg du han hun vi meg deg ham henne "
     "oss "
     "dere dem min din sin hans hennes vår deres ikke også denne dette disse hvem hva hvilken hvilket hvilke hvordan "
     "hvor hvorfor når der her"},
    {"fi",
     "ja tai mutta että kun jos koska kuin niin myös on oli ovat olivat olla ollut ole ei eivät en et se ne hän he "
     "minä "
     "sinä me te tämä nämä tuo joka jotka jonka mikä mitkä mitä kuka ketkä missä mistä mihin miksi miten milloin sen "
     "sitä siitä sille"},
    {"ca",
     "el la els les l un una uns unes lo al als del dels de d i o però que si com quan perquè per amb sense sobre "
     "entre "
     "fins des en a és són era eren ser sigut està ha han hi ho pot deu jo tu ell ella nosaltres ells me te se li els "
     "meu seva seu aquest aquesta aquests no més qui què quin quina on quant"},
    {"ro",
     "un o unei unui și sau dar că dacă ca când pentru prin pe la în din de cu fără sub peste între până este sunt era "
     "erau fi fost are au a avea poate trebuie eu tu el ea noi voi ei ele mă te se îi le lui al ai ale acest această "
     "nu "
     "mai cine ce care unde cum cât"},
    {"pl",
     "i w we z ze na do od o po za przez przed pod nad dla bez przy u a ale lub albo oraz że żeby czy jak gdy kiedy bo "
     "jest są był była było były być będzie ma mają może mogą ja ty on ona ono my wy oni go mu jej ich mnie się ten ta "
     "to te tego tej tym nie też już kto co który która które gdzie dlaczego ile"},
    {"cs",
     "a i v ve z ze na do od o po za pro s se si k ke u před pod nad přes bez při ale nebo že aby zda jak když protože "
     "je jsou byl byla bylo byly být bude má mají může mohou já ty on ona ono my vy oni ho mu jí jim ten ta to ty té "
     "tom ne není také už kdo co který která které kde proč kolik kdy"},
    {"tr",
     "ve veya ile de da ki bu şu o bir için gibi kadar daha en çok ama fakat ya ise mi mı mu mü ne kim hangi nasıl "
     "neden "
     "niçin nerede kaç ben sen biz siz onlar onun bunun değil var yok olan olarak"},
    {"hu",
     "a az egy és vagy de hogy ha mint is nem ki mi mit aki ami amely hol mikor miért hogyan mennyi ez ezt az azt van "
     "volt lesz én te ő mi ti ők meg el"},
    {"ru",
     "и в во на с со к ко о об от до из за по под над при для без через между а но или что чтобы если как когда где "
     "потому не ни же ли бы был была было были быть есть будет может я ты он она оно мы вы они его ему ее её их им "
     "меня "
     "мне себя свой этот эта это эти тот та то те кто который которая которые какой какая какие почему сколько"},
    {"ar",
     "في من على إلى عن مع بين بعد قبل عند حتى منذ خلال و أو ثم لكن أن إن أنّ لا ما لم لن هل قد كان كانت يكون هو هي هم "
     "هذا "
     "هذه ذلك تلك الذي التي الذين كل كما إذا متى أين كيف لماذا كم ماذا"},
    {"hi",
     "का के की को से में पर ने और या लेकिन कि यदि अगर जब तब तो है हैं था थे थी हो होता होती हुआ वह वे यह ये इस उस इन उन मैं हम "
     "तुम आप नहीं न ही भी क्या कौन कब कहाँ क्यों कैसे कितना कितने लिए साथ"},
};

std::unordered_set<std::string> words_of(const List& list) {
  std::unordered_set<std::string> words;
  for (std::size_t begin = 0; begin < list.words.size();) {
    const auto end = std::min(list.words.find(' ', begin), list.words.size());
    const auto word = list.words.substr(begin, end - begin);
    words.insert(fold_accents(list.language == "tr" ? fold_turkic_case(word) : fold_case(word)));
    begin = end + 1;
  }
  return words;
}

}  // namespace

bool is_function_word(std::string_view language, std::string_view folded) {
  // Those of a language are read when they are asked for: of most languages nobody ever asks.
  static std::array<base::Lazy<std::unordered_set<std::string>>, std::size(kLists)> words;
  for (std::size_t i = 0; i < std::size(kLists); ++i) {
    if (kLists[i].language != language) continue;
    const auto& known =
        words[i].get([&] { return std::make_unique<const std::unordered_set<std::string>>(words_of(kLists[i])); });
    return known.contains(std::string(folded));
  }
  return false;
}

}  // namespace kbsearch::analysis
