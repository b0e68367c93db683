#include "analysis/irregular_plurals.hpp"

#include <array>

namespace kbsearch::analysis {
namespace {

/// Words that change one ending for another.
struct Change {
  std::string_view plural_ending;
  std::string_view singular_ending;
  std::string_view beginnings;  ///< Between spaces.
};

constexpr std::array kChanges = {
    Change{
        "es", "is",
        " analys antithes apotheos arthros ax biosynthes cathars cirrhos cris diagnos dialys electrolys emphas exeges "
        "fibros genes hydrolys hypostas hypothes metamorphos metastas nemes neuros oas osmos paralys parenthes "
        "photosynthes prognos prosthes psychoanalys psychos reanalys stenos symbios synops synthes test thes "
        "thrombos "},
    Change{"a", "um",
           " addend aquari auditori bacteri candelabr colloqui compendi consorti continu crematori curricul desiderat "
           "dict "
           "empori equilibri errat for gymnasi honorari maxim memorand millenni minim moment moratori optim ov phyl "
           "plasmodi "
           "podi quant referend sanatori ser spectr stadi strat substrat symposi ultimat vacu "},
    Change{"a", "on",
           " automat criteri gangli mitochondri noumen octahedr oxymor phenomen polyhedr prolegomen protozo spermatozo "
           "tax tetrahedr "},
    Change{"i", "us",
           " abac alumn bacill cact calcul cumul embol esophag foc fung geni gladiol hippopotam loc mag modul narciss "
           "nucle octop papyr radi sarcophag stimul syllab termin thesaur thromb uter "},
    Change{"i", "o", " concert graffit librett paparazz virtuos "},
    Change{"ices", "ex", " ap cod cort ind subind vert vort "},
    Change{"ices", "ix", " append cerv directr hel matr submatr "},
    Change{"ves", "f", " bookshel cal dwar el hal hoo loa scar sel shea shel thie werewol whar wol "},
    Change{"ves", "fe", " afterli housewi jackkni kni li midwi penkni wi "},
    Change{"x", "", " bureau chateau gateau plateau tableau "},
    Change{"ta", "", " dogma lemma schema stigma stoma "},
    Change{"ren", "", " child godchild grandchild schoolchild stepchild "},
    Change{"im", "", " cherub kibbutz seraph "},
    Change{"ice", "ouse", " dorm l m woodl "},
    Change{"eese", "oose", " g "},
    Change{"eeth", "ooth", " t eyet "},
    Change{"eet", "oot", " f foref "},
    Change{"en", "", " ox "},
    Change{"ora", "us", " corp "},
    Change{"era", "us", " gen "},
    Change{"sby", "by", " passer "},
    Change{"um", "a", " dat "},
    // Leaves are those of trees, and what whoever leaves does: both words meet there.
    Change{"f", "ve", " lea "},
};

constexpr std::string_view kNoPluralsOfMan =
    " abdomen acumen albumen bitumen catechumen cerumen cognomen cyclamen dolmen examen foramen gravamen praenomen "
    "regimen "
    "specimen stamen turkmen ";

bool lists(std::string_view words, std::string_view word) {
  return words.find(std::string(" ").append(word).append(" ")) != words.npos;
}

/// men, women, fishermen: too many to list, unlike the words that end so in the singular.
bool is_plural_of_man(std::string_view word) {
  constexpr std::size_t kFewestLetters = 6;  // ramen, semen
  if (word == "men" || word == "women") return true;
  return word.size() >= kFewestLetters && word.ends_with("men") && !lists(kNoPluralsOfMan, word);
}

}  // namespace

std::string with_irregular_singular(std::string_view word) {
  if (is_plural_of_man(word)) return std::string(word.substr(0, word.size() - 2)) + "an";
  for (const auto& [plural_ending, singular_ending, beginnings] : kChanges) {
    if (!word.ends_with(plural_ending)) continue;
    const auto beginning = word.substr(0, word.size() - plural_ending.size());
    if (!beginning.empty() && lists(beginnings, beginning)) return std::string(beginning).append(singular_ending);
  }
  return std::string(word);
}

}  // namespace kbsearch::analysis
