// What the page is made of: text that stays text, sums that add up.
#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "page/explanation_view.hpp"
#include "page/html.hpp"

namespace kbsearch::page {
namespace {

std::string html_of(std::string_view text) {
  Html html;
  html << text;
  return html.str();
}

TEST(PageHtml, TakesLiteralsAsMarkupAndAllElseAsText) {
  const std::string text = "<b>";
  const char* pointer = "<b>";
  Html html;
  html << "<p>" << text << pointer << std::string_view(text) << (text.empty() ? "<i>" : "<b>") << 12 << "</p>";
  EXPECT_EQ(html.str(), "<p>&lt;b&gt;&lt;b&gt;&lt;b&gt;<b>12</p>");
}

struct TextCase {
  const char* name;
  std::string text;
  std::string html;
};
const TextCase kTextCases[] = {
    {"Markup", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
    {"Quotes", "\" onclick='x' &amp;", "&quot; onclick=&#39;x&#39; &amp;amp;"},
    {"Controls", std::string("a\0b\x1B[31m\x7F", 9), "a b [31m "},
    {"LinesAndTabs", "a\n\tb", "a\n\tb"},
    {"ControlsC1",
     "a\xC2\x9B"
     "b",
     "a b"},
    {"BrokenUtf8", "a\xC3(\xFF\xE2\x82", "a\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"OverlongLess", "\xC0\xBCscript", "\xEF\xBF\xBD\xEF\xBF\xBDscript"},
    {"Surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"OtherScripts", "數據 Wärmepumpe 🚀", "數據 Wärmepumpe 🚀"},
};
TEST(PageHtml, EscapesWhateverTextHolds) {
  for (const auto& [name, text, html] : kTextCases) EXPECT_EQ(html_of(text), html) << name;
}

TEST(PageHtml, MarksWordsAndPassesOverMarksThatDoNotFit) {
  EXPECT_EQ(marked("a <b> c", {{2, 5}, {6, 7}}).str(), "<bdi>a <mark>&lt;b&gt;</mark> <mark>c</mark></bdi>");
  EXPECT_EQ(marked("abc", {{2, 1}, {1, 2}, {0, 3}, {2, 9}}).str(), "<bdi>a<mark>b</mark>c</bdi>");
}

TEST(PageHtml, LinksNothingButTheWeb) {
  EXPECT_EQ(web_address("https://example.org/a?b=c"), "https://example.org/a?b=c");
  EXPECT_EQ(web_address("HTTP://example.org/A"), "http://example.org/A");
  for (const char* url :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "data:text/html,x", "file:///etc",
        "java\tscript:x", "//example.org", "https:", "", "vbscript:x", "ftp://example.org"}) {
    EXPECT_EQ(web_address(url), "") << url;
  }
  for (const char* url : {"https://a.org/\"><script>", "https://a.org/\xE2\x80\xAEtxt", "https://a.org/ b\n"}) {
    const auto address = web_address(url);
    EXPECT_EQ(address.find_first_of(" \n\xE2"), address.npos) << address;
  }
}

TEST(PageHtml, ShortensAtCharacters) {
  EXPECT_EQ(shortened("Wärme", 2), "W\xE2\x80\xA6");
  EXPECT_EQ(shortened("Wärme", 6), "Wärme");
  EXPECT_EQ(grouped(5'916), "5,916");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000'000), "1,000,000");
  EXPECT_EQ(counted(1, "result"), "1 result");
  EXPECT_EQ(title_of_field("key_points"), "Key points");
}

TEST(PageExplanation, RoundsPartsSoThatTheyAddUp) {
  EXPECT_EQ(in_hundredths({0.333, 0.333, 0.334}, 100), (std::vector<std::int64_t>{33, 33, 34}));
  EXPECT_EQ(in_hundredths({1.0, 2.0}, 999), (std::vector<std::int64_t>{100, 200}))
      << "what does not add up is not bent";
  EXPECT_EQ(shown(1'490), "14.90");
  EXPECT_EQ(shown(-5),
            "\xE2\x88\x92"
            "0.05");
  for (unsigned seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::vector<double> values(1 + random() % 30);
    for (auto& value : values) value = std::uniform_real_distribution(-1.0, 10.0)(random);
    const auto total = std::llround(std::accumulate(values.begin(), values.end(), 0.0) * 100);
    const auto rounded = in_hundredths(values, total);
    EXPECT_EQ(std::accumulate(rounded.begin(), rounded.end(), std::int64_t{0}), total);
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_LT(std::abs(values[i] * 100 - static_cast<double>(rounded[i])), 1.0);
  }
}

TEST(PageExplanation, TellsTheRestOfAVeryLongSumAsOne) {
  Explanation sum{.label = "score", .value = 500.0, .detail = "", .parts = {}};
  for (int i = 0; i < 500; ++i)
    sum.parts.push_back({.label = "word '" + std::to_string(i) + "'", .value = 1.0, .detail = "", .parts = {}});
  const auto html = explanation_view(sum, 500.0, "why").str();
  EXPECT_NE(html.find("476 smaller parts together"), html.npos);
  EXPECT_NE(html.find("476.00"), html.npos);
  EXPECT_LT(html.size(), 20'000U);
}

}  // namespace
}  // namespace kbsearch::page
