// What a search tells beside its hits, and how it groups and walks them.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

const std::string kLong =
    "A pump moves water uphill against its own weight while the river below it goes on as it always did, and nobody "
    "in the valley minds the sound of it any more than that of the trees in the wind over the old mill.";

std::string records() {
  const auto line = [](const std::string& id, const std::string& more) {
    return "{\"id\":\"" + id + "\"," + more + "}\n";
  };
  return line("a", R"("title":"heat pump","url":"https://www.x.org/p/","type":"paper","tags":["heat","water"],)"
                   R"("importance":80,"published":"2024-05-02")") +
         line("b", R"("title":"heat store","url":"http://x.org/p?utm_source=m","type":"paper","tags":["heat"],)"
                   R"("importance":60,"published":"2024-06")") +
         line("c", R"("title":"cold pump","url":"https://y.org/","type":"blog","tags":["water"],"importance":79.5,)"
                   R"("published":"2022")") +
         line("d", "\"title\":\"Valley\",\"type\":\"web\",\"content\":\"" + kLong + "\"") +
         line("e", "\"title\":\"Mill\",\"type\":\"web\",\"content\":\"" + kLong + " !\"") +
         line("f", R"("title":"pump heat heat heat","type":"paper","tags":["heat"],"importance":100)");
}

class Guidance : public testing::Test {
 protected:
  Guidance() : searcher_(open()) {}
  Searcher open() {
    test::load_lines(directory_ / "kb", records());
    return Searcher::open(directory_ / "kb");
  }
  SearchResults search(const std::string& text, const SearchOptions& options = {}) const {
    return searcher_.search(text, options);
  }
  static std::set<std::string> ids(const SearchResults& results) {
    std::set<std::string> all;
    for (const auto& hit : results.hits) all.insert(hit.record_id);
    return all;
  }
  static std::string counts(const Facet& facet) {
    std::string text;
    for (const auto& count : facet.counts) text += count.value + "=" + std::to_string(count.count) + " ";
    return text + "missing=" + std::to_string(facet.missing);
  }
  using Ids = std::set<std::string>;
  test::TemporaryDirectory directory_;
  Searcher searcher_;
};

TEST_F(Guidance, AFilterBesideWordsStillAsksForTheWords) {
  EXPECT_EQ(ids(search("cold", {.filter = "type:paper"})), Ids{});
  EXPECT_EQ(ids(search("cold type:paper,blog")), (Ids{"c"}));
  EXPECT_EQ(ids(search("cold +heat")), (Ids{"a", "b", "f"})) << "beside a required word the others only rank";
}

TEST_F(Guidance, FacetsCountKeywordsRangesAndDates) {
  const auto facets =
      search(
          "pump heat",
          {.facets = {{"type"}, {"importance", 5}, {"published"}, {"published", 10, FacetRequest::DateStep::kMonth}}})
          .facets;
  ASSERT_EQ(facets.size(), 4u);
  EXPECT_EQ(counts(facets[0]), "paper=3 web=2 blog=1 missing=0");
  EXPECT_EQ(counts(facets[1]), "60..<80=2 80..100=2 missing=2");
  EXPECT_EQ(counts(facets[2]), "2024=2 2022=1 missing=3");
  EXPECT_EQ(counts(facets[3]), "2024-06=1 2024-05=1 missing=4") << "a year alone is in no month";
}

TEST_F(Guidance, AFacetPassesOverItsOwnFilter) {
  const auto facets = search("pump heat", {.filter = "type:blog", .facets = {{"type"}, {"tag"}}}).facets;
  EXPECT_EQ(counts(facets[0]), "paper=3 web=2 blog=1 missing=0");
  EXPECT_EQ(counts(facets[1]), "water=1 missing=0");
  EXPECT_EQ(counts(search("pump type:blog", {.facets = {{"type"}}}).facets[0]), "paper=2 web=2 blog=1 missing=0");
}

TEST_F(Guidance, FieldsThatCannotBeCountedOrSortedAreRefusedWithThoseThatCan) {
  for (const auto& options : {SearchOptions{.sort = SortKey{"summary"}}, SearchOptions{.collapse = "title_x"},
                              SearchOptions{.facets = {{"title"}}}}) {
    try {
      search("pump", options);
      FAIL() << "was taken";
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find("there are:"), std::string::npos) << error.what();
      EXPECT_NE(std::string(error.what()).find("importance"), std::string::npos) << error.what();
    }
  }
}

TEST_F(Guidance, SortsByAnyColumnAndById) {
  const auto order = [&](const std::string& field, bool ascending) {
    std::string text;
    for (const auto& hit : search("pump heat", {.sort = SortKey{field, ascending}}).hits) text += hit.record_id;
    return text;
  };
  EXPECT_EQ(order("id", true), "abcdef");
  EXPECT_EQ(order("importance", false), "facbde");
  EXPECT_EQ(order("type", true), "cabfde");
  EXPECT_EQ(order("published", true), "cabdef");
}

TEST_F(Guidance, CollapsesByAddressTextAndField) {
  const auto by_url = search("pump heat", {.collapse = "url"});
  EXPECT_EQ(by_url.groups, 5u) << "a and b are of one page";
  EXPECT_EQ(by_url.total.value, 6u);
  EXPECT_EQ(ids(by_url).size(), 5u);
  const auto by_content = search("pump heat", {.collapse = "content"});
  EXPECT_EQ(by_content.groups, 5u) << "d and e have the same words";
  EXPECT_EQ(ids(search("pump heat", {.collapse = "near"})).size(), 5u);
  const auto by_type = search("pump heat", {.collapse = "type"});
  EXPECT_EQ(by_type.groups, 3u);
  std::uint64_t others = 0;
  for (const auto& hit : by_type.hits) others += hit.collapsed;
  EXPECT_EQ(by_type.hits.size() + others, 6u);
}

TEST_F(Guidance, TellsNearDuplicatesOnAPage) {
  std::size_t told = 0;
  for (const auto& hit : search("river valley").hits) {
    if (hit.near_duplicate_of.empty()) continue;
    ++told;
    EXPECT_TRUE((Ids{"d", "e"}.contains(hit.record_id) && Ids{"d", "e"}.contains(hit.near_duplicate_of)));
  }
  EXPECT_EQ(told, 1u);
}

TEST_F(Guidance, AllWordsAreRequiredAndTheLeastTellingGo) {
  EXPECT_EQ(ids(search("heat pump", {.all_words = true})), (Ids{"a", "f"}));
  const auto results = search("store pump heat", {.all_words = true});
  ASSERT_TRUE(results.relaxation);
  EXPECT_EQ(results.relaxation->dropped, (std::vector<std::string>{"pump"})) << "five records have it";
  EXPECT_EQ(results.relaxation->total, 1u);
  EXPECT_EQ(ids(results), (Ids{"b"}));
  const auto unknown = search("heat pump zzyzx", {.all_words = true});
  EXPECT_EQ(unknown.relaxation->dropped, (std::vector<std::string>{"zzyzx"}));
  EXPECT_EQ(ids(unknown), (Ids{"a", "f"}));
  const auto nothing = search("zzyzx", {.all_words = true});
  EXPECT_FALSE(nothing.relaxation);
  EXPECT_TRUE(nothing.hits.empty());
}

TEST_F(Guidance, AWordThatNoMatchHasIsLeftOutHoweverTelling) {
  const auto results = search("cold pump heat", {.filter = "type:paper", .all_words = true});
  ASSERT_TRUE(results.relaxation);
  EXPECT_EQ(results.relaxation->dropped, (std::vector<std::string>{"cold"})) << "it is in a blog alone";
  EXPECT_EQ(ids(results), (Ids{"a", "f"}));
}

TEST_F(Guidance, WhatDoesNotMatchIsNotExplained) {
  EXPECT_TRUE(searcher_.explain("pump", "a"));
  EXPECT_FALSE(searcher_.explain("pump", "a", {.filter = "type:blog"}));
  EXPECT_FALSE(searcher_.explain("pump tag:nosuch", "a"));
  EXPECT_TRUE(searcher_.explain("id:a", "a")) << "found by a filter alone";
}

TEST_F(Guidance, WithoutThatItTellsWhatNoRecordHasTogether) {
  const auto results = search("store pump heat");
  ASSERT_TRUE(results.relaxation);
  EXPECT_EQ(results.relaxation->dropped, (std::vector<std::string>{"pump"}));
  EXPECT_EQ(results.hits.size(), 6u) << "nothing is left out of the hits";
  for (const auto& hit : results.hits) EXPECT_FALSE(hit.missing_words.empty());
  EXPECT_FALSE(search("heat pump").relaxation);
}

TEST_F(Guidance, WhenNothingIsFoundEachClauseIsTold) {
  const auto results = search("heat +pump", {.filter = "type:blog importance:90.."});
  EXPECT_TRUE(results.hits.empty());
  ASSERT_EQ(results.clauses.size(), 3u);
  const auto& [pump, type, importance] = std::tie(results.clauses[0], results.clauses[1], results.clauses[2]);
  EXPECT_EQ(pump.clause, "pump");
  EXPECT_EQ(pump.doc_count, 5u);
  EXPECT_EQ(pump.total_without, 0u);
  EXPECT_EQ(type.clause, "type:blog");
  EXPECT_EQ(type.doc_count, 1u);
  EXPECT_EQ(type.total_without, 1u);
  EXPECT_EQ(importance.clause, "importance:90..");
  EXPECT_EQ(importance.doc_count, 1u);
  EXPECT_EQ(importance.total_without, 1u);
  const auto excluded = search("cold -type:blog").clauses;
  ASSERT_EQ(excluded.size(), 1u);
  EXPECT_EQ(excluded[0].clause, "-type:blog");
  EXPECT_EQ(excluded[0].total_without, 1u);
}

TEST_F(Guidance, AValueThatNoRecordHasIsMetByItsNeighbours) {
  using Values = std::vector<std::string>;
  const auto nearest = [&](const std::string& filter) {
    const auto results = search("heat", {.filter = filter});
    return results.clauses.size() == 1 ? results.clauses[0].nearest_values : Values{"?"};
  };
  EXPECT_EQ(nearest("type:papers"), Values{"paper"});
  EXPECT_EQ(nearest("type:PAPRE"), Values{"paper"});
  EXPECT_EQ(nearest("tag:wa"), Values{"water"});
  EXPECT_EQ(nearest("type:blig,pap"), (Values{"blog", "paper"}));
  EXPECT_EQ(nearest("type:zebra"), Values{});
  EXPECT_EQ(nearest("type:blog tag:heat"), Values{"?"});
  EXPECT_EQ(nearest("importance:200.."), Values{});
  EXPECT_EQ(search("river", {.filter = "type:paper"}).clauses.at(0).nearest_values, Values{}) << "the value is known";
}

TEST_F(Guidance, EvidenceNamesFieldsAndMissingWords) {
  const auto results = search("pump river zzyzx", {.passages = 3});
  const auto d =
      std::find_if(results.hits.begin(), results.hits.end(), [](const Hit& h) { return h.record_id == "d"; });
  ASSERT_NE(d, results.hits.end());
  EXPECT_EQ(d->matched_fields, (std::vector<FieldMatches>{{"content", 2}}));
  EXPECT_EQ(d->missing_words, (std::vector<std::string>{"zzyzx"}));
  const auto a = search("x pump").hits.front();
  EXPECT_EQ(a.matched_fields, (std::vector<FieldMatches>{{"title", 1}, {"url", 1}})) << "a URL is counted, too";
}

TEST_F(Guidance, WildcardsAreMarked) {
  const auto results = search("riv* pump");
  ASSERT_FALSE(results.hits.empty());
  for (const auto& hit : results.hits) {
    const auto& snippet = hit.snippet;
    const bool is_marked = std::any_of(snippet.marks.begin(), snippet.marks.end(), [&](const ByteRange& mark) {
      return snippet.text.substr(mark.begin, mark.end - mark.begin) == "river";
    });
    EXPECT_TRUE(is_marked) << snippet.text;
  }
  for (const auto& hit : search("title:pu*").hits) {
    EXPECT_TRUE(hit.snippet.field == "title" || hit.snippet.marks.empty()) << "of one field, marked there alone";
  }
}

TEST_F(Guidance, RelatedTagsAreThoseOfTheBest) {
  const auto related = search("heat", {.related_tags = 5}).related_tags;
  ASSERT_FALSE(related.empty());
  EXPECT_EQ(related[0].value, "heat");
  EXPECT_EQ(related[0].count, 3u);
  EXPECT_EQ(related[0].doc_count, 3u);
}

TEST_F(Guidance, TermsAreListedByTheirRecords) {
  const auto terms = searcher_.terms("", 2);
  ASSERT_EQ(terms.size(), 2u);
  EXPECT_EQ(terms[0], (IndexedTerm{"pump", 5}));
  EXPECT_EQ(searcher_.terms("hea"), (std::vector<IndexedTerm>{{"heat", 3}}));
  EXPECT_TRUE(searcher_.terms("Q").empty()) << "words alone, no terms of the index's own";
}

TEST_F(Guidance, ACursorGoesOnAndIsHeldToItsSearch) {
  SearchOptions options{.limit = 2};
  const auto first = search("pump heat", options);
  ASSERT_FALSE(first.next_cursor.empty());
  options.after = first.next_cursor;
  const auto second = search("pump heat", options);
  EXPECT_EQ(second.hits.front().rank, 3u);
  for (const auto& [text, changed] : std::vector<std::pair<std::string, SearchOptions>>{
           {"pump", options},
           {"pump heat", {.limit = 2, .filter = "type:paper", .after = options.after}},
           {"pump heat", {.limit = 2, .offset = 2, .after = options.after}},
           {"pump heat", {.limit = 2, .after = "00"}},
           {"pump heat", {.limit = 2, .after = "no cursor"}}}) {
    EXPECT_THROW(search(text, changed), Error);
  }
}

TEST_F(Guidance, ACursorOutlivesChangesOfTheIndex) {
  SearchOptions options{.limit = 2};
  const auto first = search("pump heat", options);
  {
    auto writer = IndexWriter::open(directory_ / "kb");
    ASSERT_TRUE(
        writer.replace(Record::from_json(R"({"id":"0","title":"heat pump heat pump","importance":100})")).empty());
    writer.remove(first.hits[1].record_id);
    writer.commit();
  }
  const auto changed = Searcher::open(directory_ / "kb");
  std::set<std::string> seen = ids(first);
  options.after = first.next_cursor;
  while (!options.after.empty()) {
    const auto page = changed.search("pump heat", options);
    for (const auto& hit : page.hits) EXPECT_TRUE(seen.insert(hit.record_id).second) << hit.record_id << " came twice";
    options.after = page.next_cursor;
  }
  for (const char* id : {"a", "b", "c", "d", "e", "f"}) EXPECT_TRUE(seen.contains(id)) << id << " was left out";
}

/// Every score moves with the number of records: the place is that of the hit, not of its score.
TEST_F(Guidance, ACursorIsNotMovedByScoresThatAllMove) {
  std::vector<std::string> order;
  for (const auto& hit : search("pump heat").hits) order.push_back(hit.record_id);
  SearchOptions options{.limit = 3};
  options.after = search("pump heat", options).next_cursor;
  {
    auto writer = IndexWriter::open(directory_ / "kb");
    for (int i = 0; i < 40; ++i) {
      ASSERT_TRUE(
          writer.replace(Record::from_json("{\"id\":\"n" + std::to_string(i) + "\",\"title\":\"nothing of it\"}"))
              .empty());
    }
    writer.commit();
  }
  const auto page = Searcher::open(directory_ / "kb").search("pump heat", options);
  ASSERT_EQ(page.hits.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(page.hits[i].record_id, order[3 + i]);
}

}  // namespace
}  // namespace kbsearch
