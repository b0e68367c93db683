// Words that are required are met by their other names, as words that are not: behind +, under AND, in a field.
#include <gtest/gtest.h>

#include <set>

#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr const char* kRequiredNamesRecords =
    R"({"id":"auto","title":"Automobile repair","content":"In a yard."}
{"id":"bike","title":"Bicycle repair","content":"An automobile stands beside it."}
{"id":"plain","title":"A car","content":"It needs repair."}
{"id":"vehicle","title":"Motor vehicle plates","url":"https://example.org/automobile/plates"}
{"id":"motor","title":"A motor","content":"The vehicle of it is repaired."}
{"id":"full","title":"Chips","content":"The Centre for Quiet Machinery wrote about talent."}
{"id":"intro","title":"Report","content":"The Centre for Quiet Machinery (CQM) published a report."}
{"id":"wiki","title":"Centre for Quiet Machinery","aliases":["CQM"]}
{"id":"joined","title":"datacenter heat","content":"A datacenter warms a village."}
{"id":"parted","title":"Cooling","content":"Each data center needs water."}
{"id":"pump","language":"de","title":"Wärmepumpen in alten Häusern"}
{"id":"lone","language":"de","title":"Die Pumpe ist neu"}
)";

class RequiredNames : public testing::Test {
 protected:
  RequiredNames() {
    test::load_lines(directory_ / "kb", kRequiredNamesRecords);
    IndexWriter::open(directory_ / "kb").set_synonyms(Synonyms::parse("car, automobile, motor vehicle"));
  }

  SearchResults search(const std::string& text, SearchOptions options = {}) const {
    options.explain = true;
    options.facets = {{"kind", 1}};
    return Searcher::open(directory_ / "kb").search(text, options);
  }
  using Ids = std::set<std::string>;
  Ids ids(const std::string& text, const SearchOptions& options = {}) const {
    Ids found;
    for (const auto& hit : search(text, options).hits) found.insert(hit.record_id);
    return found;
  }

  test::TemporaryDirectory directory_;
};

struct NameCase {
  const char* name;
  const char* query;
  std::set<std::string> ids;
};

class RequiredName : public RequiredNames, public testing::WithParamInterface<NameCase> {};

TEST_P(RequiredName, IsMetByOtherNames) {
  const auto results = search(GetParam().query);
  Ids found;
  for (const auto& hit : results.hits) {
    found.insert(hit.record_id);
    EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score) << hit.record_id;
  }
  EXPECT_EQ(found, GetParam().ids);
  if (!results.facets.empty()) {
    EXPECT_EQ(results.facets[0].missing, found.size()) << "sets find the same";
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, RequiredName,
    testing::Values(
        NameCase{"And", "car AND repair", {"auto", "bike", "plain"}},
        NameCase{"Plus", "+car", {"auto", "bike", "plain", "vehicle"}},
        NameCase{"Field", "title:car", {"auto", "plain", "vehicle"}},
        NameCase{"FieldOfAnotherName", "content:car", {"bike"}}, NameCase{"FieldWithoutPlaces", "url:car", {"vehicle"}},
        NameCase{"Group", "(car OR lorry) AND repair", {"auto", "bike", "plain"}},
        NameCase{"GroupInAField", "title:(car OR lorry) AND repair", {"auto", "plain"}},
        NameCase{"Acronym", "+CQM +talent", {"full"}}, NameCase{"AcronymAndWord", "CQM AND talent", {"full"}},
        NameCase{"AcronymInAField", "title:CQM", {"wiki"}},
        NameCase{"WordsOfAName", "+centre +for +quiet +machinery", {"full", "intro", "wiki"}},
        NameCase{"PartsOfAJoinedWord", "+data +center", {"joined", "parted"}},
        NameCase{"Compound", "+Pumpe", {"lone", "pump"}}, NameCase{"CompoundInAField", "title:Pumpe", {"lone", "pump"}},
        NameCase{"Quoted", "\"car\" AND repair", {"plain"}}, NameCase{"QuotedInAField", "title:\"car\"", {"plain"}},
        NameCase{"Near", "car NEAR/9 repair", {}}, NameCase{"Excluded", "repair -car", {"auto", "bike", "motor"}},
        NameCase{"ExcludedUnderAnd", "repair AND NOT car", {"auto", "bike", "motor"}}),
    [](const auto& param) { return param.param.name; });

TEST_F(RequiredNames, AreThoseThatAllWordsAreMetBy) {
  for (const std::string text :
       {"car", "car repair", "motor vehicle", "CQM", "CQM report", "data center", "Pumpe neu"}) {
    std::string required;
    for (const char c : text) required += c == ' ' ? std::string(" +") : std::string(1, c);
    EXPECT_EQ(ids("+" + required), ids(text, {.all_words = true})) << required;
  }
}

TEST_F(RequiredNames, AreMarked) {
  const auto results = search("+CQM +talent");
  ASSERT_EQ(results.hits.size(), 1u);
  const auto& hit = results.hits.front();
  EXPECT_EQ(hit.snippet.marks.size(), 5u) << hit.snippet.text;
  EXPECT_TRUE(hit.missing_words.empty());
}

TEST_F(RequiredNames, AreNotToldOfWhatIsQuoted) {
  EXPECT_TRUE(search("\"car\" AND repair").expansions.empty());
  EXPECT_TRUE(search("\"data center\"").expansions.empty());
  EXPECT_FALSE(search("car AND repair").expansions.empty());
  EXPECT_FALSE(search("\"data center\" car").expansions.empty());
}

TEST_F(RequiredNames, AreLeftOutOnRequest) {
  EXPECT_EQ(ids("car AND repair", {.expand = false}), (Ids{"plain"}));
  EXPECT_EQ(ids("title:car", {.expand = false}), (Ids{"plain"}));
}

TEST_F(RequiredNames, AreNotTakenByFilters) {
  EXPECT_EQ(ids("repair", {.filter = "title:car"}), (Ids{"plain"}));
  EXPECT_EQ(ids("car", {.filter = "title:car"}), (Ids{"plain"})) << "whatever is asked beside it";
}

}  // namespace
}  // namespace kbsearch
