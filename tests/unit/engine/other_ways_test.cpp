// Words that are also said otherwise: synonyms, aliases, acronyms, compounds, and words that are being typed.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr const char* kOtherWaysRecords =
    R"({"id":"long","title":"Reports on security","content":"The Centre for Quiet Machinery (CQM) opened in spring. It has a small staff."}
{"id":"only-long","title":"A visit","content":"We saw the Centre for Quiet Machinery in autumn, and its quiet halls."}
{"id":"only-short","title":"CQM news","content":"A new hall was built."}
{"id":"apart","title":"Quiet villages","content":"Machinery was for sale in the centre of the village."}
{"id":"alias","title":"Institute of Slow Trains","aliases":["IST","the slow ones"],"content":"Founded long ago."}
{"id":"trains","title":"Railways","content":"The Institute of Slow Trains is visited by many."}
{"id":"car","title":"Automobile makers","content":"They build engines."}
{"id":"vehicle","title":"Rules","content":"Every motor vehicle needs a plate, and the motor of it a number."}
{"id":"joined","title":"datacenter heat","content":"A datacenter warms a village."}
{"id":"parted","title":"Cooling","content":"Each data center needs water."}
{"id":"law","language":"de","title":"Das Gesetz zum Klimaschutz","content":"Der Bundestag hat das Gesetz beschlossen. Es regelt den Klimaschutz in Deutschland und gilt ab dem Jahr 2020."}
)";

class OtherWays : public testing::Test {
 protected:
  explicit OtherWays(const char* records = kOtherWaysRecords) { test::load_lines(directory_ / "kb", records); }

  SearchResults search(const std::string& text, SearchOptions options = {}) const {
    options.explain = true;
    return Searcher::open(directory_ / "kb").search(text, options);
  }
  static std::vector<std::string> ids(const SearchResults& results) {
    std::vector<std::string> all;
    for (const auto& hit : results.hits) all.push_back(hit.record_id);
    std::sort(all.begin(), all.end());
    return all;
  }
  static const Hit& hit(const SearchResults& results, const std::string& id) {
    return *std::find_if(results.hits.begin(), results.hits.end(), [&](const Hit& h) { return h.record_id == id; });
  }
  static std::string marked(const Snippet& snippet) {
    std::string text;
    for (const auto& mark : snippet.marks) {
      text += (text.empty() ? "" : "|") + snippet.text.substr(mark.begin, mark.end - mark.begin);
    }
    return text;
  }
  static bool explains(const Explanation& explanation, const std::string& label) {
    return explanation.label.find(label) != std::string::npos ||
           std::any_of(explanation.parts.begin(), explanation.parts.end(),
                       [&](const Explanation& part) { return explains(part, label); });
  }
  void give(const std::string& rules) const {
    IndexWriter::open(directory_ / "kb").set_synonyms(Synonyms::parse(rules));
  }

  using Ids = std::vector<std::string>;
  test::TemporaryDirectory directory_;
};

TEST_F(OtherWays, AnAcronymFindsItsNameAsAPhrase) {
  const auto results = search("CQM");
  EXPECT_EQ(ids(results), (Ids{"long", "only-long", "only-short"}));
  ASSERT_EQ(results.expansions.size(), 1u);
  EXPECT_EQ(results.expansions[0],
            (Expansion{"cqm", "centre for quiet machinery", {ExpansionReason::Kind::kAcronym, 1}, 2}));
  const auto& found = hit(results, "only-long");
  EXPECT_TRUE(explains(*found.explanation, "'centre for quiet machinery' for 'cqm'"));
  EXPECT_EQ(marked(found.snippet), "Centre|for|Quiet|Machinery") << "the phrase, not each of its words";
  EXPECT_TRUE(found.missing_words.empty());
  EXPECT_TRUE(search("CQM", {.expand = false}).expansions.empty());
  EXPECT_EQ(ids(search("CQM", {.expand = false})), (Ids{"long", "only-short"}));
}

TEST_F(OtherWays, ANameFindsItsAcronym) {
  const auto results = search("centre for quiet machinery");
  const auto& found = hit(results, "only-short");
  EXPECT_TRUE(explains(*found.explanation, "'cqm' for 'centre for quiet machinery'"));
  EXPECT_EQ(found.title_marks.size(), 1u);
}

TEST_F(OtherWays, AnAliasFindsWhatIsSaidOfTheRecord) {
  EXPECT_EQ(ids(search("IST")), (Ids{"alias", "trains"}));
  const auto results = search("slow ones");
  EXPECT_EQ(results.hits.front().record_id, "alias");
}

TEST_F(OtherWays, AliasesAreSuggested) {
  const auto searcher = Searcher::open(directory_ / "kb");
  const auto suggestions = searcher.suggest("the slow on");
  ASSERT_FALSE(suggestions.empty());
  EXPECT_EQ(suggestions[0].kind, Suggestion::Kind::kAlias);
  EXPECT_EQ(suggestions[0].text, "the slow ones");
  EXPECT_EQ(suggestions[0].record_id, "alias");
}

TEST_F(OtherWays, CuratedSynonymsGoTheWaysTheyWereGiven) {
  EXPECT_EQ(ids(search("car")), Ids{});
  give("car, automobile, motor vehicle\nlorry => car\n");
  const auto results = search("car");
  EXPECT_EQ(ids(results), (Ids{"car", "vehicle"}));
  EXPECT_TRUE(explains(*hit(results, "vehicle").explanation, "'motor vehicle' for 'car'"));
  EXPECT_EQ(marked(hit(results, "vehicle").snippet), "motor|vehicle") << "a motor alone is none";
  EXPECT_EQ(ids(search("motor vehicles")), (Ids{"car", "vehicle"})) << "by stems, and both words at once";
  EXPECT_EQ(ids(search("lorry")), Ids{}) << "no rule leads from lorry to what a car is also called";
  give("lorry => automobile");
  EXPECT_EQ(ids(search("lorry")), (Ids{"car"}));
  EXPECT_EQ(ids(search("automobile")), (Ids{"car"})) << "not the reverse";
}

TEST_F(OtherWays, SynonymsOutliveARebuild) {
  give("car, automobile");
  rebuild(directory_ / "kb");
  EXPECT_EQ(ids(search("car")), (Ids{"car"}));
  EXPECT_EQ(Searcher::open(directory_ / "kb").synonyms().to_text(), "car, automobile\n");
}

TEST_F(OtherWays, ARecordThatSaysAThingTwoWaysScoresByTheBetterOne) {
  const auto both = hit(search("CQM"), "long").score;
  const auto alone = hit(search("CQM", {.expand = false}), "long").score;
  EXPECT_NEAR(both, alone, 1e-9 * alone);
  for (const auto& found : search("CQM security").hits) {
    EXPECT_NEAR(test::sum_of_leaves(*found.explanation), found.score, 1e-9 * found.score);
  }
}

TEST_F(OtherWays, TooManySynonymsAreToldNotTakenSilently) {
  // Names that no record has come first, and are none of the eight.
  std::string rule = "car, nosuch1, nosuch2, nosuch3, nosuch4, nosuch5, nosuch6, nosuch7, nosuch8";
  for (const char* name : {"village", "machinery", "autumn", "hall", "engines", "plate", "number", "spring", "staff"}) {
    rule += std::string(", ") + name;
  }
  give(rule);
  const auto warnings = search("car").warnings;
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].what.find("'car' has more synonyms than the 8"), std::string::npos) << warnings[0].what;
}

TEST_F(OtherWays, WordsJoinedOrNotAreTheSame) {
  EXPECT_EQ(ids(search("\"data center\"")), (Ids{"parted"})) << "quoted words are these very words";
  const auto results = search("data center");
  EXPECT_TRUE(explains(*hit(results, "joined").explanation, "'datacenter' for 'data center'"));
}

TEST_F(OtherWays, ACompoundFindsItsParts) {
  const auto results = search("Klimaschutzgesetz");
  EXPECT_EQ(ids(results), (Ids{"law"}));
  EXPECT_TRUE(explains(*results.hits[0].explanation, "'klimaschutz gesetz' for 'klimaschutzgesetz'"));
  EXPECT_TRUE(search("undertaking").hits.empty());
}

class Compounds : public OtherWays {
 protected:
  Compounds()
      : OtherWays(R"({"id":"pump","language":"de","title":"Wärmepumpen in alten Häusern"}
{"id":"house","language":"de","title":"Das Pumpenhaus am Fluss"}
{"id":"warm","language":"de","title":"Wärme und Kälte"}
{"id":"lone","language":"de","title":"Die Pumpe ist neu"}
{"id":"three","language":"de","title":"Die Wärmepumpenförderung und ihre Förderung"}
{"id":"law","language":"de","title":"Das Gesetzbuch ist ein Buch"}
{"id":"west","language":"de","title":"Der Western und das Minimum"}
{"id":"mill","language":"de","title":"Am Mühlenstein und am Mühlenrand"}
{"id":"english","language":"en","title":"Undertaking a headwind"}
)") {}
};

TEST_F(Compounds, AreFoundByTheirLastPart) {
  const auto results = search("Pumpe");
  EXPECT_EQ(ids(results), (Ids{"house", "lone", "pump", "three"}));
  EXPECT_EQ(results.hits.front().record_id, "lone");
  const auto& found = hit(results, "pump");
  EXPECT_TRUE(explains(*found.explanation, "for 'pumpe'"));
  ASSERT_EQ(found.title_marks.size(), 1u);
  EXPECT_EQ(found.title.substr(found.title_marks[0].begin, found.title_marks[0].end), "Wärmepumpen");
  ASSERT_EQ(results.expansions.size(), 1u);
  EXPECT_EQ(results.expansions[0].reason.kind, ExpansionReason::Kind::kPartOfCompound);
  EXPECT_EQ(to_string(results.expansions[0].reason), "part of a compound");
  EXPECT_TRUE(results.unknown_words.empty());
}

TEST_F(Compounds, AreFoundByTheirFirstPart) {
  EXPECT_EQ(ids(search("Wärme")), (Ids{"pump", "three", "warm"}));
  EXPECT_EQ(search("Wärme").hits.front().record_id, "warm");
  EXPECT_EQ(ids(search("Gesetze")), (Ids{"law"}));
}

TEST_F(Compounds, AreNotWhatOnlyLooksLikeThem) {
  EXPECT_EQ(ids(search("Stern")), Ids{}) << "two letters are left of Western";
  EXPECT_EQ(ids(search("wind")), Ids{}) << "headwind is English";
  EXPECT_EQ(ids(search("taking")), Ids{});
}

TEST_F(Compounds, OfAShortWordAreMadeOfKnownOnes) {
  EXPECT_EQ(ids(search("Haus")), (Ids{"house", "pump"})) << "by the stem of Häusern, and pumpenhaus: a Pumpe is known";
  EXPECT_EQ(ids(search("Buch")), (Ids{"law"}));
  EXPECT_EQ(ids(search("Stein")), (Ids{"mill"})) << "of a word of five letters the rest may be unknown";
  EXPECT_EQ(ids(search("Rand")), Ids{}) << "of one of four it may not: there is no Mühle";
}

TEST_F(Compounds, OfThreePartsAreFoundByTheOuterOnes) {
  EXPECT_EQ(ids(search("Förderung")), (Ids{"three"}));
  EXPECT_EQ(ids(search("Wärmepumpe")), (Ids{"pump", "three"}));
}

class MiddlesOfCompounds : public OtherWays {
 protected:
  MiddlesOfCompounds()
      : OtherWays(R"({"id":"de","language":"de","title":"Die neue Krankenversicherungskarte"}
{"id":"nl","language":"nl","title":"Een nieuwe ziekteverzekeringspas voor iedereen"}
{"id":"sv","language":"sv","title":"Ett nytt sjukförsäkringskort till alla"}
{"id":"da","language":"da","title":"Ny lov om folkeskolelærere og sygesikringsbeviser"}
{"id":"fi","language":"fi","title":"Uusi sairausvakuutuskortti"}
{"id":"known","language":"de","title":"Das Altstadthausdach, die Altstadt und ein Dach"}
{"id":"chance","language":"de","title":"Unwestlicher Minimalsternanfang"}
)") {}
};

TEST_F(MiddlesOfCompounds, AreFoundByTheWord) {
  EXPECT_EQ(ids(search("Versicherung")), (Ids{"de"}));
  EXPECT_EQ(ids(search("Versicherungen")), (Ids{"de"}));
  EXPECT_EQ(ids(search("verzekering")), (Ids{"nl"}));
  EXPECT_EQ(ids(search("försäkring")), (Ids{"sv"}));
  EXPECT_EQ(ids(search("skole")), Ids{}) << "the rest of folkeskolelærere is unknown";
  EXPECT_EQ(ids(search("sikring")), (Ids{"da"}));
  EXPECT_EQ(ids(search("vakuutus")), (Ids{"fi"}));
}

TEST_F(MiddlesOfCompounds, AreMarkedAndExplained) {
  const auto results = search("Versicherung");
  const auto& found = hit(results, "de");
  ASSERT_EQ(found.title_marks.size(), 1u);
  EXPECT_EQ(found.title.substr(found.title_marks[0].begin), "Krankenversicherungskarte");
  EXPECT_NEAR(test::sum_of_leaves(*found.explanation), found.score, 1e-9);
}

TEST_F(MiddlesOfCompounds, OfShortWordsHaveKnownOnesOnBothSides) {
  EXPECT_EQ(ids(search("Haus")), (Ids{"known"}));
  EXPECT_EQ(ids(search("Stern")), Ids{});
}

TEST_F(Compounds, AreNotFoundWhereWordsAreTakenAsTyped) {
  SearchOptions as_typed;
  as_typed.expand = false;
  EXPECT_EQ(ids(search("Pumpe", as_typed)), (Ids{"lone"}));
}

TEST_F(Compounds, ExplanationsAddUp) {
  for (const auto* text : {"Pumpe", "Wärme Pumpe", "Haus Fluss Pumpe"}) {
    for (const auto& found : search(text).hits) {
      EXPECT_NEAR(test::sum_of_leaves(*found.explanation), found.score, 1e-9) << text << ' ' << found.record_id;
    }
  }
}

TEST_F(OtherWays, ThousandsOfUnknownWordsAreLookedUpInBoundedTime) {
  std::string text;
  for (std::size_t i = 0; text.size() < 60'000; ++i) {
    const char letters[] = {static_cast<char>('a' + i % 26), static_cast<char>('a' + i / 26 % 26),
                            static_cast<char>('a' + i / 676), '\0'};
    text += "unheardof" + std::string(letters) + " ";
  }
  const auto start = std::chrono::steady_clock::now();
  const auto warnings = search(text).warnings;
  EXPECT_TRUE(std::any_of(warnings.begin(), warnings.end(), [](const Warning& warning) {
    return warning.what.find("the first 512 words") != std::string::npos;
  }));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(OtherWays, AWordUnderWayFindsAllThatBeginSo) {
  const auto typed = [&](const std::string& text) { return ids(search(text, {.typing = true})); };
  EXPECT_EQ(typed("machin"), (Ids{"apart", "long", "only-long"}));
  EXPECT_EQ(typed("machin "), Ids{}) << "after a space the word is whole";
  EXPECT_EQ(typed("village mach"), (Ids{"apart", "joined", "long", "only-long"}));
  EXPECT_EQ(typed("title:vill"), (Ids{"apart"})) << "a required word is a beginning, too";
  EXPECT_EQ(typed("+mach autumn"), Ids{}) << "but only the last word is under way";
  EXPECT_EQ(typed("autumn +mach"), (Ids{"apart", "long", "only-long"}));
  const auto results = search("quiet mach", {.typing = true});
  EXPECT_TRUE(results.unknown_words.empty()) << "a word under way is not unknown";
  EXPECT_NE(marked(hit(results, "only-long").snippet).find("Machinery"), std::string::npos);
  EXPECT_EQ(ids(search("mac")), Ids{}) << "only while typing";
}

// Issue 11: the repeated word was in two sayings, and its score was counted in both.
TEST_F(OtherWays, AWordUnderWayThatRepeatsOneOfANameIsSaidInItsOwnWays) {
  give("data center, serverhall\nquiet, silent\n");
  test::load_lines(directory_ / "kb",
                   R"({"id":"hall","title":"The serverhall","content":"Its dataset is large."}
{"id":"both","title":"Data of a center","content":"The data center has datasets, and a serverhall."})");
  for (const char* text : {"data center data", "data center center", "data data center data", "quiet quiet",
                           "data data", "quiet machinery data center quiet", "center. data center cent"}) {
    for (const bool all_words : {false, true}) {
      SCOPED_TRACE(text);
      const auto results = search(text, {.all_words = all_words, .typing = true});
      EXPECT_FALSE(results.hits.empty());
      for (const auto& hit : results.hits) {
        EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score) << hit.record_id;
      }
    }
  }
  const auto found = search("data center data", {.all_words = true, .typing = true});
  EXPECT_NE(std::find_if(found.hits.begin(), found.hits.end(), [](const Hit& hit) { return hit.record_id == "hall"; }),
            found.hits.end())
      << "it has the name's other way, and a word that begins as the last one";
  EXPECT_EQ(search("unheardof data unheardof", {.typos = false, .typing = true}).unknown_words, (Ids{"unheardof"}));
}

TEST_F(OtherWays, TypingOnKeepsTheOrderWhileTheWordsAreTheSame) {
  const auto order = [&](const std::string& text) {
    std::vector<std::string> ids;
    for (const auto& found : search(text, {.typing = true}).hits) ids.push_back(found.record_id);
    return ids;
  };
  const auto first = order("quiet mac");
  EXPECT_EQ(first.size(), 3u);
  for (const char* further : {"quiet mach", "quiet machi", "quiet machin"}) EXPECT_EQ(order(further), first) << further;
}

TEST_F(OtherWays, TypingOnNeverLosesTheWholeWord) {
  const std::string word = "automobile";
  for (std::size_t size = 1; size <= word.size(); ++size) {
    const auto found = ids(search(word.substr(0, size), {.typing = true}));
    EXPECT_NE(std::find(found.begin(), found.end(), "car"), found.end()) << word.substr(0, size);
  }
}

}  // namespace
}  // namespace kbsearch
