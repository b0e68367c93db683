#include <gtest/gtest.h>

#include <random>

#include "kbsearch/error.hpp"
#include "kbsearch/query.hpp"

namespace kbsearch {
namespace {

const Schema& schema() { return Schema::knowledge_base(); }

QueryParserOptions on_a_fixed_day() {
  using namespace std::chrono;
  return {.today = sys_days(year(2024) / March / 31)};
}

struct ParseCase {
  const char* name;
  const char* text;
  const char* printed;
  std::size_t warnings = 0;
};

class Parsing : public testing::TestWithParam<ParseCase> {};

TEST_P(Parsing, PrintsAsExpectedAndParsesBack) {
  const auto parsed = parse_query(GetParam().text, schema(), on_a_fixed_day());
  EXPECT_EQ(to_string(parsed.query), GetParam().printed);
  EXPECT_EQ(parsed.warnings.size(), GetParam().warnings);
  for (const auto& warning : parsed.warnings) EXPECT_LE(warning.at, std::string_view(GetParam().text).size());
  EXPECT_EQ(parse_query(to_string(parsed.query), schema(), on_a_fixed_day()).query, parsed.query);
  EXPECT_EQ(query_from_json(query_to_json(parsed.query)), parsed.query);
}

INSTANTIATE_TEST_SUITE_P(
    QueryParser, Parsing,
    testing::Values(
        ParseCase{"Words", "heat  pump", "heat pump"}, ParseCase{"MustAndNot", "+heat -pump", "+heat -pump"},
        ParseCase{"OrderOfClauses", "cold -pump +heat type:paper", "+heat type:paper cold -pump"},
        ParseCase{"Phrase", "\"heat pump\" cold", "\"heat pump\" cold"},
        ParseCase{"CurlyQuotes", "\u201Cheat pump\u201D", "\"heat pump\""},
        ParseCase{"LowQuotes", "\u201Eheat pump\u201C", "\"heat pump\""},
        ParseCase{"AngleQuotes", "\u00ABheat pump\u00BB", "\"heat pump\""},
        ParseCase{"CornerQuotes", "\u300Cheat pump\u300D", "\"heat pump\""},
        ParseCase{"CurlyInsideStraight", "\"a \u201Cb\u201D c\"", "\"a \u201Cb\u201D c\""},
        ParseCase{"EscapedQuote", "\"a \\\"b c\"", "\"a \\\"b c\""},
        ParseCase{"HebrewInitialsInAPhrase", "\"צה\"ל\"", "\"צה\\\"ל\""},
        ParseCase{"NegatedPhrase", "-\"heat pump\"", "-\"heat pump\""},
        ParseCase{"UnclosedQuote", "\"heat pump", "heat pump", 1},
        ParseCase{"UnclosedQuoteAfterAField", "title:\"heat pump AND", "title:heat pump and", 2},
        ParseCase{"EmptyPhrase", "\"\" heat", "heat", 1}, ParseCase{"QuotedWord", "\"heats\"", "\"heats\""},
        ParseCase{"TextField", "title:pump", "title:pump"},
        ParseCase{"FieldPhrase", "title:\"heat pump\"", "title:\"heat pump\""},
        ParseCase{"Alias", "author:knuth site:arxiv keypoints:heat", "authors:knuth url:arxiv key_points:heat"},
        ParseCase{"FieldNameInCapitals", "Title:pump", "title:pump"},
        ParseCase{"FullWidthColon", "title\uFF1Apump", "title:pump"},
        ParseCase{"FieldOfABracket", "title:(heat pump)", "title:heat title:pump"},
        ParseCase{"FieldOfAlternatives", "title:(heat OR -pump)", "title:heat OR -title:pump"},
        ParseCase{"InnerFieldWins", "title:(heat summary:pump)", "title:heat summary:pump"},
        ParseCase{"UnknownField", "foo:bar", "foo\\:bar", 1}, ParseCase{"EscapedField", "title\\:x", "title\\:x"},
        ParseCase{"Address", "https://a.org", "https://a.org"},
        ParseCase{"AddressThatBeginsAsAField", "title://x", "title://x"},
        ParseCase{"FieldWithoutValue", "title: pump", "title: pump"},
        ParseCase{"Keywords", "type:paper,blog", "type:paper,blog"},
        ParseCase{"QuotedKeyword", "tag:\"press release\"", "tag:\"press release\""},
        ParseCase{"QuotedKeywordInAList", "tag:\"press release\",news", "tag:\"press release\",news"},
        ParseCase{"KeywordsInABracket", "tag:(x OR y,z)", "tag:x OR tag:y,z"},
        ParseCase{"NoKeyword", "tag:, heat", "heat", 1}, ParseCase{"Id", "id:87c36d42 ID:a,b", "id:87c36d42 id:a,b"},
        ParseCase{"Cites", "cites:x,y", "cites:x,y"}, ParseCase{"CitedBy", "cited_by:wiki-1", "citedby:wiki-1"},
        ParseCase{"Has", "has:summary,by heat -has:abstract", "has:summary,authors heat -has:abstract"},
        ParseCase{"HasNoField", "has:nonsense heat", "heat", 1}, ParseCase{"HasNothing", "has: heat", "has: heat", 0},
        ParseCase{"NumberRange", "importance:60.. quality:50..80", "importance:60.. quality:50..80"},
        ParseCase{"Comparison", "importance:>=60", "importance:>=60"},
        ParseCase{"DateRange", "published:2022..2024-06", "published:2022..2024-06"},
        ParseCase{"RelativeDates", "published:-30d.. date:last-2y published:-2w..today",
                  "published:-30d.. published:last-2y published:-2w..today"},
        ParseCase{"NoNumber", "importance:high", "high", 1}, ParseCase{"NoDate", "published:soon", "soon", 1},
        ParseCase{"NoRelativeDate", "published:-30x..", "\\-30x\\.\\.", 1},
        ParseCase{"LoneSigns", "+ - pump", "+ - pump"}, ParseCase{"DoubleMinus", "--pump", "--pump"},
        ParseCase{"FullWidthSigns", "\uFF0Bheat \uFF0Dpump \u2212cold", "+heat -pump -cold"},
        ParseCase{"HyphenInAWord", "gpt-4", "gpt-4"}, ParseCase{"QuoteInAWord", "6\" pipe", "6\" pipe"},
        ParseCase{"EscapedSign", "\\-5", "\\-5"}, ParseCase{"BackslashInAWord", "a/C:\\dir", "a/C:\\dir"},
        ParseCase{"Nothing", "  ", ""}, ParseCase{"And", "heat AND pump", "+heat +pump"},
        ParseCase{"AndOfAFilter", "heat AND type:paper", "+heat type:paper"},
        ParseCase{"Or", "heat OR pump", "heat pump"},
        ParseCase{"OrOfFields", "title:heat OR type:paper", "title:heat OR type:paper"},
        ParseCase{"OrBesideAWord", "cold heat OR pump", "(heat OR pump) cold"}, ParseCase{"Not", "NOT heat", "-heat"},
        ParseCase{"NotNot", "NOT NOT heat", "+heat"}, ParseCase{"NotOfANegation", "NOT -heat", "+heat"},
        ParseCase{"Precedence", "a OR NOT b AND c d", "(a OR (+c -b)) d"},
        ParseCase{"LowerCaseOperatorsAreWords", "heat and pump or not", "heat and pump or not"},
        ParseCase{"EscapedOperator", "heat \\AND pump", "heat \\AND pump"},
        ParseCase{"Brackets", "(a OR b) AND (c OR d)", "(a OR b) (c OR d)"},
        ParseCase{"BracketOfWordsRanks", "(heat pump) cold", "heat pump cold"},
        ParseCase{"RequiredBracket", "+(heat pump) cold", "(heat OR pump) cold"},
        ParseCase{"NegatedBracket", "heat -(cold +pump)", "heat -(+pump cold)"},
        ParseCase{"FullWidthBrackets", "\uFF08a OR b\uFF09 AND c", "(a OR b) +c"},
        ParseCase{"NegationsInABracket", "x AND (-a -b)", "+x (-a -b)"},
        ParseCase{"NegationAsAlternative", "x OR -a", "x OR -a"},
        ParseCase{"BracketsInAWord", "f(x) (g(y) h)", "f(x) g(y) h"},
        ParseCase{"UnclosedBracket", "(heat OR pump", "heat pump", 1},
        ParseCase{"StrayBracket", "heat) pump", "heat pump", 1}, ParseCase{"EmptyBrackets", "() heat", "heat", 1},
        ParseCase{"DanglingAnd", "AND heat", "and heat", 1}, ParseCase{"AndAtTheEnd", "heat AND", "heat and", 1},
        ParseCase{"NotAtTheEnd", "heat NOT", "heat not", 1},
        ParseCase{"TwoOperators", "heat AND OR pump", "+heat +pump", 1},
        ParseCase{"OperatorBeforeABracket", "a AND(b OR c)", "+a (b OR c)"},
        ParseCase{"Near", "heat NEAR/5 pump", "heat NEAR/5 pump"},
        ParseCase{"NearAlone", "heat NEAR pump", "heat NEAR/10 pump"},
        ParseCase{"NearOfThree", "a NEAR/3 b NEAR/3 c", "a NEAR/3 b NEAR/3 c"},
        ParseCase{"NearOfTwoDistances", "a NEAR/3 b NEAR/5 c", "a NEAR/5 b NEAR/5 c", 1},
        ParseCase{"NearBindsBeforeNot", "x NOT a NEAR/3 b", "x -a NEAR/3 b"},
        ParseCase{"NearInAField", "title:(a NEAR/3 b) title:c NEAR/3 d", "title:(a NEAR/3 b) title:(c NEAR/3 d)"},
        ParseCase{"NearTooFar", "a NEAR/2000 b", "a NEAR/1000 b", 1},
        ParseCase{"NearOfAPhrase", "\"a b\" NEAR/3 c", "\"a b\" c", 1},
        ParseCase{"NearWithoutASide", "NEAR/3 c", "near/3 c", 1},
        ParseCase{"Slop", "\"heat pump\"~5", "heat NEAR/5 pump"},
        ParseCase{"Wildcard", "gov* title:gov*", "gov* title:gov*"},
        ParseCase{"WildcardOfAKeyword", "tag:gov*", "tag:gov*"}, ParseCase{"WildcardOfAnId", "id:kb-*", "id:kb-*"},
        ParseCase{"ShortWildcard", "g*", "g*", 1}, ParseCase{"WildcardInAList", "tag:gov*,x", "tag:\"gov*\",x", 1},
        ParseCase{"WildcardWithAComma", "tag:a\\,gov*", "tag:a\\,gov*"}, ParseCase{"EscapedStar", "gov\\*", "gov\\*"},
        ParseCase{"StarInside", "g*v", "g*v"}, ParseCase{"Boost", "heat^2 pump", "heat^2 pump"},
        ParseCase{"BoostOfAPhrase", "\"heat pump\"^0.5", "\"heat pump\"^0.5"},
        ParseCase{"BoostOfABracket", "(heat pump)^2 cold", "(heat pump)^2 cold"},
        ParseCase{"BoostOfAlternatives", "x (a OR b)^2", "(a OR b)^2 x"},
        ParseCase{"BoostOfABoost", "(heat^2)^3", "heat^6"}, ParseCase{"BoostOfOne", "heat^1", "heat"},
        ParseCase{"BoostOfAWildcard", "gov*^2", "gov*", 1},
        ParseCase{"BoostOfAFilter", "importance:60^2", "importance:60", 1},
        ParseCase{"BoostOutOfRange", "heat^5000", "heat", 1}, ParseCase{"BoostWithoutNumber", "x^y", "x^y"},
        ParseCase{"EscapedBoost", "x\\^2", "x\\^2"},
        ParseCase{"WideSpace", "heat\u3000pump\u00A0+cold", "+cold heat pump"}),
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
  ASSERT_EQ(parsed.query.clauses().should.size(), 5u);
  for (const auto& word : parsed.query.clauses().should) EXPECT_TRUE(std::holds_alternative<WordQuery>(word.node));
  EXPECT_TRUE(parsed.warnings.empty());
}

TEST(QueryParser, LeavesOutWhatIsBeyondItsLimitAndSaysSo) {
  const auto parsed = parse_query(std::string(100, 'a') + " tail", schema(), {.plain_words = false, .max_bytes = 50});
  ASSERT_EQ(parsed.warnings.size(), 1u);
  EXPECT_EQ(parsed.query.clauses().should.size(), 1u);
}

TEST(ParseFilter, MakesEveryClauseAFilter) {
  const auto filter = parse_filter("type:paper title:pump -tag:draft", schema());
  EXPECT_EQ(filter.clauses().filter.size(), 2u);
  EXPECT_EQ(filter.clauses().must_not.size(), 1u);
  EXPECT_TRUE(filter.clauses().must.empty() && filter.clauses().should.empty());
}

TEST(ParseFilter, RefusesAWordAndNamesTheFields) {
  try {
    static_cast<void>(parse_filter("type:paper pump", schema()));
    FAIL() << "a bare word is no filter";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
    EXPECT_NE(std::string(error.what()).find("'pump'"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("importance"), std::string::npos);
  }
}

TEST(ParseQuery, GivesAYearAllItsDays) {
  const auto parsed = parse_query("published:2022..2023", schema());
  const auto& range = std::get<RangeQuery>(parsed.query.clauses().filter.at(0).node);
  EXPECT_LE(*range.low, 20220101.0);
  EXPECT_GE(*range.high, 20231231.0);
  EXPECT_LT(*range.high, 20240101.0);
}

TEST(ParseQuery, ReadsDatesAsRecordsDo) {
  for (const char* text : {"published:2024-03-10", "published:10.03.2024", "published:\"March 10, 2024\"",
                           "published:\"10 mars 2024\"", "published:10.3.2024"}) {
    const auto parsed = parse_query(text, schema());
    ASSERT_EQ(parsed.query.clauses().filter.size(), 1u) << text;
    const auto& range = std::get<RangeQuery>(parsed.query.clauses().filter[0].node);
    EXPECT_EQ(*range.low, 20240310.0) << text;
    EXPECT_GT(*range.high, 20240310.9) << text;
    EXPECT_LT(*range.high, 20240311.0) << text;
  }
  const auto none = parse_query("published:2024-02-30", schema());
  EXPECT_FALSE(none.warnings.empty());
}

}  // namespace
}  // namespace kbsearch
