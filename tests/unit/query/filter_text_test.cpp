#include <gtest/gtest.h>

#include <cmath>

#include "analysis/keyword.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/filter.hpp"
#include "kbsearch/query.hpp"

namespace kbsearch {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

Query parsed(const std::string& filter) { return parse_filter(filter, Schema::knowledge_base()); }

/// White space within a value is a blank, as in the index.
std::vector<std::string> as_indexed(std::vector<std::string> values) {
  for (auto& value : values) value = analysis::fold_keyword(value);
  return values;
}

TEST(FilterText, IsReadBackAsTheValuesWhateverTheyHold) {
  const std::string kNasty[] = {"paper",
                                "press release",
                                "a,b",
                                "\"quoted\"",
                                "back\\slash",
                                "\\",
                                "\"",
                                "type:blog",
                                "60..70",
                                "-draft",
                                "+x",
                                "gov*",
                                "*",
                                "(a OR b)",
                                "AND",
                                "OR",
                                "NOT",
                                "a NEAR/3 b",
                                "^2",
                                "word^2",
                                "//x",
                                "//",
                                "tab\there",
                                "line\nfeed",
                                " blank around ",
                                "\xE2\x80\x9Chigh\xE2\x80\x9D",
                                "W\xC3\xA4rme",
                                "x) -y",
                                "x\" -type:paper \"",
                                "last-2y",
                                "~5",
                                "a\"~5",
                                ":",
                                ",",
                                ", ",
                                "'",
                                "#tag",
                                std::string("zero\0byte", 9),
                                "not UTF-8 \xFF"};
  for (const auto& value : kNasty) {
    SCOPED_TRACE(value);
    for (const auto& values : {std::vector<std::string>{value}, {"other", value, "one more"}}) {
      const auto query = parsed(one_of("tag", values));
      ASSERT_EQ(query.clauses().filter.size(), 1u) << to_string(query);
      EXPECT_TRUE(query.clauses().must_not.empty());
      const auto* keyword = std::get_if<KeywordQuery>(&query.clauses().filter.front().node);
      ASSERT_NE(keyword, nullptr) << to_string(query);
      EXPECT_EQ(keyword->field, "tag");
      EXPECT_EQ(as_indexed(keyword->any_of), as_indexed(values));
    }
    const auto query = parsed(none_of("tag", {value}));
    ASSERT_EQ(query.clauses().must_not.size(), 1u) << to_string(query);
    const auto& excluded = std::get<KeywordQuery>(query.clauses().must_not.front().node).any_of;
    EXPECT_EQ(as_indexed(excluded), as_indexed({value}));
    EXPECT_TRUE(query.clauses().filter.empty());
  }
}

TEST(FilterText, HasBothBoundsOfARange) {
  EXPECT_EQ(between("importance", 60.0, std::nullopt), "importance:60..");
  EXPECT_EQ(between("importance", -1.5, 1e20), "importance:-1.5..100000000000000000000");
  EXPECT_EQ(between("published", year_month_day{year{2022}, month{1}, day{31}}, std::nullopt),
            "published:2022-01-31..");
  const auto query = parsed(between("published", std::nullopt, year_month_day{year{2024}, month{6}, day{2}}));
  const auto high = std::get<RangeQuery>(query.clauses().filter.front().node).high.value();
  EXPECT_TRUE(high >= 20240602.0 && high < 20240603.0) << high;
  EXPECT_EQ(parsed(between("importance", 60.0, 70.5) + ' ' + one_of("type", {"paper"})).clauses().filter.size(), 2u);
}

TEST(FilterText, RefusesWhatNoFilterCanSay) {
  EXPECT_THROW(static_cast<void>(one_of("tag", {})), Error);
  EXPECT_THROW(static_cast<void>(one_of("tag", {""})), Error);
  EXPECT_THROW(static_cast<void>(one_of("tag", {" "})), Error);
  EXPECT_THROW(static_cast<void>(one_of("tag:x -type", {"a"})), Error);
  EXPECT_THROW(static_cast<void>(one_of("", {"a"})), Error);
  EXPECT_THROW(static_cast<void>(between("importance", std::optional<double>(), std::optional<double>())), Error);
  EXPECT_THROW(static_cast<void>(between("importance", std::nan(""), std::optional<double>())), Error);
  EXPECT_THROW(static_cast<void>(between("published", year_month_day{year{2023}, month{2}, day{30}}, std::nullopt)),
               Error);
}

}  // namespace
}  // namespace kbsearch
