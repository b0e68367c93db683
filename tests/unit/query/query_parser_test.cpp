#include <gtest/gtest.h>

#include <random>

#include "kbsearch/error.hpp"
#include "kbsearch/query.hpp"

namespace kbsearch {
namespace {

const Schema& schema() { return Schema::knowledge_base(); }

struct ParseCase {
  const char* name;
  const char* text;
  const char* printed;
  std::size_t warnings = 0;
};

class Parsing : public testing::TestWithParam<ParseCase> {};

TEST_P(Parsing, PrintsAsExpectedAndParsesBack) {
  const auto parsed = parse_query(GetParam().text, schema());
  EXPECT_EQ(to_string(parsed.query), GetParam().printed);
  EXPECT_EQ(parsed.warnings.size(), GetParam().warnings);
  EXPECT_EQ(parse_query(to_string(parsed.query), schema()).query, parsed.query);
}

INSTANTIATE_TEST_SUITE_P(
    QueryParser, Parsing,
    testing::Values(ParseCase{"Words", "heat  pump", "heat pump"},
                    ParseCase{"MustAndNot", "+heat -pump", "+heat -pump"},
                    ParseCase{"Phrase", "\"heat pump\" cold", "\"heat pump\" cold"},
                    ParseCase{"CurlyQuotes", "\u201Cheat pump\u201D", "\"heat pump\""},
                    ParseCase{"NegatedPhrase", "-\"heat pump\"", "-\"heat pump\""},
                    ParseCase{"UnclosedQuote", "\"heat pump", "heat pump", 1},
                    ParseCase{"EmptyPhrase", "\"\" heat", "heat"}, ParseCase{"TextField", "title:pump", "title:pump"},
                    ParseCase{"FieldPhrase", "title:\"heat pump\"", "title:\"heat pump\""},
                    ParseCase{"Alias", "author:knuth", "authors:knuth"},
                    ParseCase{"FieldNameInCapitals", "Title:pump", "title:pump"},
                    ParseCase{"UnknownField", "foo:bar", "foo:bar"},
                    ParseCase{"Address", "https://a.org", "https://a.org"},
                    ParseCase{"FieldWithoutValue", "title: pump", "title: pump"},
                    ParseCase{"Keywords", "type:paper,blog", "type:paper,blog"},
                    ParseCase{"QuotedKeyword", "tag:\"press release\"", "tag:\"press release\""},
                    ParseCase{"NumberRange", "importance:60..", "importance:60.."},
                    ParseCase{"Comparison", "importance:>=60", "importance:>=60"},
                    ParseCase{"DateRange", "published:2022..2024-06", "published:2022..2024-06"},
                    ParseCase{"NoNumber", "importance:high", "high", 1},
                    ParseCase{"NoDate", "published:soon", "soon", 1}, ParseCase{"LoneSigns", "+ - pump", "+ - pump"},
                    ParseCase{"DoubleMinus", "--pump", "--pump"}, ParseCase{"HyphenInAWord", "gpt-4", "gpt-4"},
                    ParseCase{"QuoteInAWord", "6\" pipe", "6\" pipe"}, ParseCase{"Nothing", "  ", ""}),
    [](const auto& param) { return param.param.name; });

TEST(QueryParser, TakesEveryTextAndStaysWithinIt) {
  static const std::string kPieces[] = {
      "\"",   "title:",       "+",    "-", " ", "a", "importance:",       "..", "5", ",",
      "tag:", "\xE2\x80\x9C", "\xFF", "(", "*", "^", std::string(1, '\0')};
  for (unsigned seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::string text;
    for (auto i = random() % 40; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    const auto parsed = parse_query(text, schema());
    for (const auto& warning : parsed.warnings) ASSERT_LE(warning.at, text.size());
  }
}

TEST(QueryParser, ReadsABatchTextAsWordsOnly) {
  const auto parsed = parse_query("title:x \"a b\" -c +d", schema(), {.plain_words = true});
  ASSERT_EQ(parsed.query.clauses.size(), 5u);
  for (const auto& clause : parsed.query.clauses) {
    EXPECT_EQ(clause.occur, Occur::kShould);
    EXPECT_TRUE(std::holds_alternative<WordQuery>(clause.leaf));
  }
}

TEST(QueryParser, LeavesOutWhatIsBeyondItsLimitAndSaysSo) {
  const auto parsed = parse_query(std::string(100, 'a') + " tail", schema(), {.plain_words = false, .max_bytes = 50});
  ASSERT_EQ(parsed.warnings.size(), 1u);
  EXPECT_EQ(parsed.query.clauses.size(), 1u);
}

TEST(ParseFilter, MakesEveryClauseAFilter) {
  const auto filter = parse_filter("type:paper title:pump -tag:draft", schema());
  ASSERT_EQ(filter.clauses.size(), 3u);
  EXPECT_EQ(filter.clauses[0].occur, Occur::kFilter);
  EXPECT_EQ(filter.clauses[1].occur, Occur::kFilter);
  EXPECT_EQ(filter.clauses[2].occur, Occur::kMustNot);
}

TEST(ParseFilter, RefusesAWordAndNamesTheFields) {
  try {
    parse_filter("type:paper pump", schema());
    FAIL() << "a bare word is no filter";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
    EXPECT_NE(std::string(error.what()).find("'pump'"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("importance"), std::string::npos);
  }
}

TEST(ParseQuery, GivesAYearAllItsDays) {
  const auto parsed = parse_query("published:2022..2023", schema());
  const auto& range = std::get<RangeQuery>(parsed.query.clauses.at(0).leaf);
  EXPECT_LE(*range.low, 20220101.0);
  EXPECT_GE(*range.high, 20231231.0);
  EXPECT_LT(*range.high, 20240101.0);
}

}  // namespace
}  // namespace kbsearch
