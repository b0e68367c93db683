#include "present/display_text.hpp"

#include <gtest/gtest.h>

namespace kbsearch {
namespace {

using present::clean_for_display;

struct CleanCase {
  const char* name;
  std::string text;
  std::vector<ByteRange> marks;
  std::string cleaned;
  std::vector<ByteRange> moved;
};

class CleanForDisplay : public testing::TestWithParam<CleanCase> {};

TEST_P(CleanForDisplay, KeepsWordsAndMovesTheirMarks) {
  auto marks = GetParam().marks;
  EXPECT_EQ(clean_for_display(GetParam().text, marks), GetParam().cleaned);
  EXPECT_EQ(marks, GetParam().moved);
}

INSTANTIATE_TEST_SUITE_P(
    DisplayText, CleanForDisplay,
    testing::Values(CleanCase{"RunsOfSpace", "a \n\t bc", {{5, 7}}, "a bc", {{2, 4}}},
                    CleanCase{"Ends", "  a  ", {{2, 3}}, "a", {{0, 1}}},
                    CleanCase{"EscapeSequence", "\033[31mred", {{5, 8}}, "[31mred", {{4, 7}}},
                    CleanCase{"C1Control", "a\u009B31m", {}, "a 31m", {}},
                    CleanCase{"TurnedDirection", "a\u202Eb", {{0, 1}}, "ab", {{0, 1}}},
                    CleanCase{"BrokenBytes",
                              "a\xFF"
                              "b",
                              {},
                              "a\uFFFDb",
                              {}},
                    CleanCase{
                        "TwoMarksInOnePlace", "open-source x", {{0, 11}, {0, 4}, {5, 11}}, "open-source x", {{0, 11}}},
                    CleanCase{"Nul", std::string("a\0b", 3), {{2, 3}}, "a b", {{2, 3}}}),
    [](const auto& param) { return param.param.name; });

struct MarkupCase {
  const char* name;
  std::string text;
  std::string shown = {};
};

class PlainForDisplay : public testing::TestWithParam<MarkupCase> {};

TEST_P(PlainForDisplay, ShowsWhatAPageWouldShow) {
  std::vector<ByteRange> marks;
  EXPECT_EQ(present::plain_for_display(GetParam().text, marks), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(
    DisplayText, PlainForDisplay,
    testing::Values(MarkupCase{"Bold", "**Institute of Heat**", "Institute of Heat"},
                    MarkupCase{"ItalicWithin", "OECD, *Heat Report 2025* (p. 7)", "OECD, Heat Report 2025 (p. 7)"},
                    MarkupCase{"BoldItalic", "a ***very*** hot day", "a very hot day"},
                    MarkupCase{"Underlines", "the __Great__ and _small_", "the Great and small"},
                    MarkupCase{"Nested", "**all *of* it**", "all of it"},
                    MarkupCase{"NumericReference", "What&#x27;s new &#8211; here", "What's new \u2013 here"},
                    MarkupCase{"NamedReference", "AT&amp;T&nbsp;&quot;caf&eacute;&quot;", "AT&T \"caf\u00E9\""},
                    MarkupCase{"EncodedTwice", "Q&amp;amp;A, it&amp;#39;s", "Q&A, it's"},
                    MarkupCase{"Escapes", "\\$50M \\[draft\\] a\\_b \\*", "$50M [draft] a_b *"},
                    MarkupCase{"Link", "see [the **paper**](https://a.org/x_y_(z) now", "see the paper now"},
                    MarkupCase{"Heading", " ## Heat pumps", "Heat pumps"},
                    MarkupCase{"Item", "- **Cost**: low", "Cost: low"}, MarkupCase{"Bullet", "\u2022 low", "low"},
                    MarkupCase{"Tags", "<i>E. coli</i> in H<sub>2</sub>O<br/>today", "E. coli in H2O today"}),
    [](const auto& param) { return param.param.name; });

class SignsForDisplay : public testing::TestWithParam<MarkupCase> {};

TEST_P(SignsForDisplay, StayWhereTheyAreNoMarkup) {
  std::vector<ByteRange> marks;
  EXPECT_EQ(present::plain_for_display(GetParam().text, marks), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    DisplayText, SignsForDisplay,
    testing::Values(MarkupCase{"NumberSign", "# of users, #1, ##"}, MarkupCase{"Minus", "-5 degrees, *"},
                    MarkupCase{"Names", "snake_case, __init__.py and _id"}, MarkupCase{"Sums", "2*3*4, a * b * c"},
                    MarkupCase{"Parameters", "f(*args, **kwargs)"}, MarkupCase{"Footnotes", "C* and D*, (*) and (*)"},
                    MarkupCase{"Ampersands", "R&D; AT&T &c; &unknown;"}, MarkupCase{"Paths", "C:\\heat \\\\server\\x"},
                    MarkupCase{"Tex", "a\\,b\\!"}, MarkupCase{"Templates", "vector<i> of <T> and a<b"},
                    MarkupCase{"Address", "https://a.org/_x_/*y*?a=1"}, MarkupCase{"Call", "f[i](x) and [a] (b)"},
                    MarkupCase{"Open", "**open and _open"}),
    [](const auto& param) { return param.param.name; });

TEST(PlainForDisplay, MovesMarksAlong) {
  std::vector<ByteRange> marks{{2, 7}, {12, 15}, {20, 23}, {24, 25}};
  const std::string text = "**Great** \\$50M it&#x27;s";
  EXPECT_EQ(present::plain_for_display(text, marks), "Great $50M it's");
  EXPECT_EQ(marks, (std::vector<ByteRange>{{0, 5}, {7, 10}, {14, 15}}));
}

}  // namespace
}  // namespace kbsearch
