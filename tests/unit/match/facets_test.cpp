#include "match/facets.hpp"

#include <gtest/gtest.h>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

TEST(RoundWidth, IsTheNextOfOneTwoFive) {
  EXPECT_DOUBLE_EQ(match::round_width(10.0, true), 10.0);
  EXPECT_DOUBLE_EQ(match::round_width(11.0, true), 20.0);
  EXPECT_DOUBLE_EQ(match::round_width(20.1, true), 50.0);
  EXPECT_DOUBLE_EQ(match::round_width(50.1, true), 100.0);
  EXPECT_DOUBLE_EQ(match::round_width(0.3, true), 1.0) << "whole numbers stay whole";
  EXPECT_DOUBLE_EQ(match::round_width(0.3, false), 0.5);
  EXPECT_DOUBLE_EQ(match::round_width(0.011, false), 0.02);
}

/// Values that stand on the ends of ranges, as far as binary fractions let them.
TEST(Ranges, OfFractionsCountWhatTheyFind) {
  std::string lines;
  for (int i = -30; i < 70; ++i) {
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"title\":\"x\",\"ratio\":" + std::to_string(i / 10) + "." +
             std::to_string(std::abs(i % 10)) + "}\n";
  }
  lines += "{\"id\":\"none\",\"title\":\"x\"}\n";
  const auto schema = Schema::from_json(
      R"({"name":"ratios","fields":[{"name":"title"},{"name":"ratio","kind":"number","sort":true}]})");
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", lines, {.jobs = 1, .schema = schema});
  const auto searcher = Searcher::open(directory / "kb");
  for (const std::size_t most : {1u, 3u, 7u, 20u, 150u}) {
    const auto facet = searcher.search("x", {.limit = 0, .facets = {{"ratio", most}}}).facets.at(0);
    EXPECT_EQ(facet.missing, 1u);
    std::uint64_t sum = 0;
    for (const auto& count : facet.counts) {
      SCOPED_TRACE(count.value);
      const auto found = searcher.search("x", {.limit = 0, .filter = "ratio:" + count.value}).total.value;
      EXPECT_EQ(found, count.count);
      sum += count.count;
    }
    EXPECT_EQ(sum, 100u);
  }
}

/// Times in milliseconds, and numbers whose neighbours are far away.
TEST(Ranges, OfLargeNumbersCountWhatTheyFind) {
  const auto schema = Schema::from_json(
      R"({"name":"large","fields":[{"name":"title"},{"name":"views","kind":"number"},{"name":"huge","kind":"number"}]})");
  std::string lines;
  for (int i = 0; i < 60; ++i) {
    lines += "{\"id\":\"" + std::to_string(i) +
             "\",\"title\":\"x\",\"views\":" + std::to_string(1'700'000'000'000 + 7 * i) + ",\"huge\":1e30}\n";
  }
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", lines, {.jobs = 1, .schema = schema});
  const auto searcher = Searcher::open(directory / "kb");
  for (const char* field : {"views", "huge"}) {
    const auto facet = searcher.search("x", {.limit = 0, .facets = {{field, 9}}}).facets.at(0);
    for (const auto& count : facet.counts) {
      const auto filter = std::string(field) + ":" + count.value;
      EXPECT_EQ(searcher.search("x", {.limit = 0, .filter = filter}).total.value, count.count) << filter;
    }
    EXPECT_EQ(facet.counts.size(), std::string(field) == "views" ? 9u : 1u);
  }
}

TEST(Ranges, OfOneValueAreOne) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", "{\"id\":\"a\",\"title\":\"x\",\"importance\":100}\n");
  const auto facet = Searcher::open(directory / "kb").search("x", {.facets = {{"importance", 5}, {"quality"}}}).facets;
  ASSERT_EQ(facet[0].counts.size(), 1u);
  EXPECT_EQ(facet[0].counts[0], (FacetCount{"80..100", 1, "80..100"}))
      << "the greatest value belongs to the last range";
  EXPECT_TRUE(facet[1].counts.empty());
  EXPECT_EQ(facet[1].missing, 1u);
}

class Labels : public testing::Test {
 protected:
  static std::vector<FacetCount> counts(const std::string& lines, const std::string& field) {
    const test::TemporaryDirectory directory;
    test::load_lines(directory / "kb", lines);
    return Searcher::open(directory / "kb").search("heat", {.limit = 0, .facets = {{field}}}).facets.at(0).counts;
  }
};

TEST_F(Labels, AreTheMostFrequentWriting) {
  const auto found = counts(
      R"({"id":"a","title":"heat","tags":["UK Government","plain"]}
{"id":"b","title":"heat","tags":["uk government"]}
{"id":"c","title":"heat","tags":["UK  Government ","Équipe"]}
{"id":"d","title":"cold","tags":["uk government"]}
{"id":"e","title":"cold","tags":["UK Government"]}
)",
      "tag");
  EXPECT_EQ(found, (std::vector<FacetCount>{
                       {"uk government", 3, "UK Government"}, {"equipe", 1, "Équipe"}, {"plain", 1, "plain"}}));
}

TEST_F(Labels, OfEqualsTakeTheFirstByItsBytes) {
  const auto found = counts(
      R"({"id":"a","title":"heat","type":"report"}
{"id":"b","title":"heat","type":"Report"}
{"id":"c","title":"heat","type":"REPORT"}
)",
      "type");
  EXPECT_EQ(found, (std::vector<FacetCount>{{"report", 3, "REPORT"}}));
}

TEST_F(Labels, FilterAsTheirValuesDo) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", R"({"id":"a","title":"heat","tags":["UK Government"]}
{"id":"b","title":"heat"}
)");
  const auto searcher = Searcher::open(directory / "kb");
  EXPECT_EQ(searcher.search("heat", {.filter = "tag:\"UK Government\""}).total.value, 1u);
}

TEST(Facets, OfAuthorsCountWholeNames) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", R"({"id":"a","title":"heat","authors":["Ada Lovelace","Bo Li"]}
{"id":"b","title":"heat","author":{"given":"Ada","family":"Lovelace"}}
{"id":"c","title":"heat","author":"Ada Lovelace Smith; Bo Li"}
{"id":"d","title":"heat"}
)");
  const auto searcher = Searcher::open(directory / "kb");
  const auto facet = searcher.search("heat", {.facets = {{"authors"}}}).facets.at(0);
  EXPECT_EQ(facet.field, "authors");
  EXPECT_EQ(facet.filter_field, "author_name");
  EXPECT_EQ(facet.missing, 1u);
  EXPECT_EQ(facet.counts, (std::vector<FacetCount>{{"ada lovelace", 2, "Ada Lovelace"},
                                                   {"bo li", 2, "Bo Li"},
                                                   {"ada lovelace smith", 1, "Ada Lovelace Smith"}}));
  for (const auto& count : facet.counts) {
    const auto filter = facet.filter_field + ":\"" + count.label + "\"";
    const auto found = searcher.search("heat", {.filter = filter, .facets = {{"authors"}}});
    EXPECT_EQ(found.total.value, count.count) << filter;
    EXPECT_EQ(found.facets.at(0).counts.size(), 3u) << "its own filter is passed over";
  }
}

}  // namespace
}  // namespace kbsearch
