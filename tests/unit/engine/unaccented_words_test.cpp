// Words are found whatever their accents, though stemmers read these: on either side, in every part of the language.
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr const char* kAccentedRecords =
    R"({"id":"pt","language":"pt","title":"Nação e coração","content":"A avaliação das decisões sobre a habitação não é fácil. As relações são necessárias."}
{"id":"pt-plain","language":"pt","title":"Nacao","content":"A avaliacao das decisoes sobre a habitacao nao e facil."}
{"id":"es","language":"es","title":"Canción","content":"La canción también habla de la política y de los jóvenes; habrían llegado."}
{"id":"fr","language":"fr","title":"Fusées","content":"Les fusées lancées furent préparées à l'école; la régularité des épreuves."}
{"id":"it","language":"it","title":"Città","content":"La città e la qualità della vita; perché andò e parlerà della libertà."}
{"id":"tr","language":"tr","title":"Güneş ışığı","content":"Öğretmenliği bıraktığı gün, güneş ışığında çalışıyordu."}
{"id":"ro","language":"ro","title":"Știință","content":"Informația și organizația; așezările omenești și învățătoarele."}
{"id":"hu","language":"hu","title":"Könyvtár","content":"A könyvtárakból elvitték a régi térképeket, amelyeket a múzeumnak adtak."}
{"id":"sv","language":"sv","title":"Kärnkraft","content":"De arbetslösas möjligheter och åtgärderna för självständighet."}
{"id":"en","language":"en","title":"Résumés","content":"Naïve résumés of a café in Zürich."}
)";

struct AccentCase {
  const char* name;
  std::set<std::string> ids;
  const char* queries;  ///< Each finds these records.
};

class UnaccentedWords : public testing::TestWithParam<AccentCase> {
 protected:
  static const Searcher& searcher() {
    static const test::TemporaryDirectory directory;
    static const Searcher searcher = [] {
      test::load_lines(directory / "index", kAccentedRecords);
      return Searcher::open(directory / "index");
    }();
    return searcher;
  }
  static std::set<std::string> ids(const SearchResults& results) {
    std::set<std::string> found;
    for (const auto& hit : results.hits) found.insert(hit.record_id);
    return found;
  }
};

TEST_P(UnaccentedWords, FindMarkAndExplainTheAccentedOnes) {
  std::istringstream queries(GetParam().queries);
  for (std::string query; std::getline(queries, query, ';');) {
    const auto results = searcher().search(query, {.explain = true});
    EXPECT_EQ(ids(results), GetParam().ids) << query;
    for (const auto& hit : results.hits) {
      EXPECT_FALSE(hit.snippet.marks.empty() && hit.title_marks.empty())
          << query << " marks nothing in " << hit.record_id;
      EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score) << query;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, UnaccentedWords,
    testing::Values(
        AccentCase{
            "Portuguese", {"pt", "pt-plain"}, "avaliacao;decisoes;habitacao;avaliação;decisões;nacao;Nação;AVALIACAO"},
        AccentCase{"PortugueseAlone", {"pt"}, "coracao;relacoes;necessarias"},
        AccentCase{"Quoted", {"pt", "pt-plain"}, "\"avaliacao\";\"avaliacao das decisoes\";\"avaliação das decisões\""},
        AccentCase{"Required", {"pt", "pt-plain"}, "+avaliacao;+avaliação;avaliacao AND decisoes"},
        AccentCase{"InAField",
                   {"pt", "pt-plain"},
                   "title:nacao;title:nação;title:\"nacao\";content:avaliacao;content:avaliaca*"},
        AccentCase{"Near", {"pt", "pt-plain"}, "avaliacao NEAR/2 decisoes;decisões NEAR/2 avaliação"},
        AccentCase{"Wildcards", {"pt", "pt-plain"}, "avaliaca*;avaliaç*"},
        AccentCase{"Spanish", {"es"}, "cancion;tambien;politica;jovenes;habrian;title:cancion"},
        AccentCase{"French", {"fr"}, "fusees;lancees;preparees;regularite;epreuves"},
        AccentCase{"Italian", {"it"}, "citta;qualita;perche;ando;parlera;liberta"},
        AccentCase{"Turkish", {"tr"}, "gunes;isigi;ogretmenligi;biraktigi;calisiyordu;isiginda"},
        AccentCase{"Romanian", {"ro"}, "stiinta;informatia;organizatia;asezarile;invatatoarele"},
        AccentCase{"Hungarian", {"hu"}, "konyvtar;konyvtarakbol;terkepeket;muzeumnak"},
        AccentCase{"Swedish", {"sv"}, "karnkraft;arbetslosas;mojligheter;atgarderna"},
        AccentCase{"English", {"en"}, "resumes;naive;cafe;Zurich"}),
    [](const auto& param) { return param.param.name; });

TEST_P(UnaccentedWords, AreKnownToTheWholeTool) {
  std::istringstream queries(GetParam().queries);
  for (std::string query; std::getline(queries, query, ';');) {
    const auto results = searcher().search(query, {.all_words = true});
    EXPECT_EQ(ids(results), GetParam().ids) << query;
    EXPECT_TRUE(results.did_you_mean.empty()) << query;
    for (const auto& hit : results.hits) EXPECT_TRUE(hit.missing_words.empty()) << query;
  }
}

}  // namespace
}  // namespace kbsearch
