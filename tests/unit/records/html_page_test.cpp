#include "records/html_page.hpp"

#include <gtest/gtest.h>

#include "reading.hpp"

namespace kbsearch::records {
namespace {

ReadResult read_html(const std::string& html, const std::string& name = "a.html") {
  return read_as(RecordFormat::kHtml, html, name);
}

/// The members of a page of this head and no text but the title's.
std::string members(const std::string& head) {
  const std::string json = only_json(read_html("<!doctype html><head>" + head + "</head>"));
  return json.substr(0, json.find(R"(,"path")"));
}

TEST(HtmlPage, TakesWhatThePageSaysAboutItself) {
  EXPECT_EQ(only_json(read_html(
                "<!DOCTYPE html>\n<html lang=en-GB><title>Heat &amp; pumps - The  Site</title>"
                "<meta property='og:site_name' content='The Site'><meta name=Description content='All  about them.'>"
                "<link rel=canonical href='https://example.org/heat'><meta name=author content='Ann B.'>"
                "<meta property='article:published_time' content='2024-05-01T10:00:00Z'>"
                "<meta name=keywords content='energy, home, energy'><meta property='og:type' content=article>"
                "<body><main><p>Text.</main>",
                "saved/x y.html")),
            R"({"id":"x y","title":"Heat & pumps","url":"https://example.org/heat","type":"article",)"
            R"("language":"en-GB","published":"2024-05-01T10:00:00Z","authors":["Ann B."],"publication":"The Site",)"
            R"("tags":["energy","home"],"summary":"All about them.","file_name":"x y","folders":["saved"],)"
            R"("path":"saved/x y.html","content":"Text."})");
}

struct HeadCase {
  const char* name;
  std::string head;
  std::string members;
};

class HtmlHead : public testing::TestWithParam<HeadCase> {};

TEST_P(HtmlHead, GivesMembers) { EXPECT_EQ(members(GetParam().head), R"({"id":"a",)" + GetParam().members); }

INSTANTIATE_TEST_SUITE_P(
    Table, HtmlHead,
    testing::Values(
        HeadCase{"NoTitle", "<meta charset=utf-8>", R"("title":"a")"},
        HeadCase{"OpenGraphTitleFirst", "<title>A</title><meta property=og:title content=a>", R"("title":"a")"},
        HeadCase{"OtherSite", "<title>a - B</title><meta property=og:site_name content=C>",
                 R"("title":"a - B","publication":"C","file_name":"a")"},
        HeadCase{"SiteAlone", "<title>a</title><meta property=og:site_name content=a>",
                 R"("title":"a","publication":"a")"},
        HeadCase{"RelativeAddress",
                 "<title>a</title><link rel=canonical href=/x><meta property=og:url content=http://b/>",
                 R"("title":"a","url":"http://b/")"},
        HeadCase{"SavedByABrowser", "<title>a</title><!-- saved from url=(0017)https://e.org/a -->",
                 R"("title":"a","url":"https://e.org/a")"},
        HeadCase{"SavedBySingleFile",
                 "<title>a</title><!--\n Page saved with SingleFile \n url: https://e.org/a \n saved date: Tue -->",
                 R"("title":"a","url":"https://e.org/a")"},
        HeadCase{"SlashedDate", "<title>a</title><meta name=citation_date content=2024/05/17>",
                 R"("title":"a","published":"2024/05/17")"},
        HeadCase{"FirstDateThatIsOne",
                 "<title>a</title><meta name=date content='in May'><meta name=dc.date content=2024-05>",
                 R"("title":"a","published":"2024-05")"},
        HeadCase{"NoDate", "<title>a</title><meta name=date content='in May'>", R"("title":"a","published":"in May")"},
        HeadCase{"AuthorThatIsAnAddress", "<title>a</title><meta property=article:author content=https://e.org/ann>",
                 R"("title":"a")"},
        HeadCase{"OtherType", "<title>a</title><meta property=og:type content=website>", R"("title":"a")"},
        HeadCase{"LinkedData",
                 "<title>a</title><script type=application/ld+json>{\"@graph\":[{\"@type\":\"Organization\",\"author\":"
                 "\"no\"},{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-01-02\",\"author\":[{\"name\":\"Ann\"},"
                 "\"Bob\"],\"keywords\":\"x, y\"}]}</script>",
                 R"("title":"a","published":"2024-01-02","authors":["Ann","Bob"],"tags":["x","y"])"},
        HeadCase{"SiteBehindTheHeading", "<title>Stratified tank - Plumbpedia</title><body><h1>Stratified tank</h1>",
                 R"("title":"Stratified tank","publication":"Plumbpedia","file_name":"a")"},
        HeadCase{"SiteBehindAHeadingWithASign",
                 "<title>Sensors &mdash; loopctl 2.1 documentation</title><body><h1>Sensors<a class=headerlink "
                 "href=#s>&para;</a></h1>",
                 R"("title":"Sensors","publication":"loopctl 2.1 documentation","file_name":"a")"},
        HeadCase{"MoreOfATitleThanItsHeading",
                 "<title>Heat pumps - how they work and what they cost today</title><body><h1>Heat pumps</h1>",
                 R"("title":"Heat pumps - how they work and what they cost today","file_name":"a")"},
        HeadCase{"AWordThatGoesOn", "<title>Heat pumps</title><body><h1>Heat pump</h1>",
                 R"("title":"Heat pumps","file_name":"a")"},
        HeadCase{"BrokenLinkedData", "<title>a</title><script type=application/ld+json>{\"@type\":</script>",
                 R"("title":"a")"}),
    case_name<HeadCase>);

TEST(HtmlPage, IsTitledByItsHeadingIfByNothingElse) {
  EXPECT_EQ(only_json(read_html("<html><body><h1>The <i>head</i></h1>x")),
            R"({"id":"a","title":"The head","file_name":"a","path":"a.html","content":"The head\n\nx"})");
}

TEST(HtmlPage, FromStandardInputGoesByItsAddress) {
  EXPECT_EQ(read_html("<html><link rel=canonical href=https://e.org/a>x", "-").ids(), (Ids{"https://e.org/a"}));
  EXPECT_EQ(only_rejection(read_html("<html>x", "-")).field, "id");
}

struct BodyCase {
  const char* name;
  std::string body;
  std::string content;
};

class HtmlBody : public testing::TestWithParam<BodyCase> {};

TEST_P(HtmlBody, GivesItsMainText) {
  const std::string json = only_json(read_html("<!doctype html><title>a</title><body>" + GetParam().body));
  const std::string wanted = GetParam().content.empty() ? "" : ",\"content\":" + json_quoted(GetParam().content);
  EXPECT_EQ(json, R"({"id":"a","title":"a","path":"a.html")" + wanted + "}");
}

const std::string kLongText = "<p>Words of some length that are what the page is about, and go on for a while.</p>";
const std::string kShown = "Words of some length that are what the page is about, and go on for a while.";

INSTANTIATE_TEST_SUITE_P(
    Table, HtmlBody,
    testing::Values(
        BodyCase{"Empty", "", ""}, BodyCase{"Blocks", "<p>a<p>b<div>c</div>d", "a\n\nb\n\nc\n\nd"},
        BodyCase{"Spaces", "<p>a \n b<b> c</b>d&nbsp;<i>e</i>", "a b cd e"},
        BodyCase{"Break", "a<br>b<br/>c", "a\nb\nc"},
        BodyCase{"Entities", "a &amp; &eacute; &notin; &#x1F600;", "a & \u00E9 \u2209 \U0001F600"},
        BodyCase{"List", "x<ul><li>a<li>b<ol><li>c</ol></ul>y", "x\n\na\nb\nc\n\ny"},
        BodyCase{"Table", "<table><tr><th>a<th>b<tr><td>c<td>d e</table>", "a b\nc d e"},
        BodyCase{"Definitions", "<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\nb\nc\nd"},
        BodyCase{"Code", "<pre>\nint  x;\n\n  y();\n</pre><p>b", "int  x;\n\n  y();\n\nb"},
        BodyCase{"Picture", "a<img alt='a  pump'>b<img>c", "a a pump bc"},
        BodyCase{"Unshown",
                 "a<script>no</script><style>no</style><template>no</template><noscript>no</noscript>"
                 "<svg><text>no</text></svg><p hidden>no</p><p style='x:y; DISPLAY : none'>no</p>"
                 "<p aria-hidden=true>no</p><button>no</button><select><option>no</select><dialog>no</dialog>",
                 "a"},
        BodyCase{"Frame",
                 "<header>no</header><nav>no</nav>" + kLongText +
                     "<aside>no</aside><div class='x sidebar'>no</div><div role=search>no</div><footer>no</footer>",
                 kShown},
        BodyCase{"PartsNamedAfterTheirPurpose",
                 "<main><div class='tableOfContents_bqdL thin'>no</div><div class=noprint>no</div>" + kLongText +
                     "<footer class=theme-doc-footer>no</footer><section class=related>no</section></main>",
                 kShown},
        BodyCase{"ConsentToCookies",
                 kLongText + "<div id=cookie-law-info-bar>no</div><div class='x CookieConsent-v2'>no</div>"
                             "<div id=onetrust-banner-sdk>no</div><div role=dialog>no</div>",
                 kShown},
        BodyCase{"PageAboutCookies", kLongText + "<div class='post tag-cookies'>a</div>", kShown + "\n\na"},
        BodyCase{"Main", "<div>no</div><main>" + kLongText + "</main><p>no</p>", kShown},
        BodyCase{"RoleMain", "<div>no</div><div role=main>" + kLongText + "</div><p>no</p>", kShown},
        BodyCase{"HeaderOfAnArticle", "<article><header>a</header>" + kLongText + "<footer>b</footer></article>no",
                 "a\n\n" + kShown + "\n\nb"},
        BodyCase{"TwoArticles", "<article>a</article><article>b</article>", "a\n\nb"},
        BodyCase{"SmallMain", "<main>a</main>" + kLongText, "a\n\n" + kShown},
        BodyCase{"LinkLists", kLongText + "<ul><li><a>no</a><li><a>no</a><li><a>no</a></ul>", kShown},
        BodyCase{"LinkListThatIsThePage", "<ul><li><a>a</a><li><a>b</a><li><a>c</a></ul>", "a\nb\nc"},
        BodyCase{"FormAroundAll", "<form><input>" + kLongText + "</form>", kShown},
        BodyCase{"SearchForm", "<form><span>no</span></form>" + kLongText, kShown}),
    case_name<BodyCase>);

struct OpeningCase {
  const char* name;
  std::string text;
  bool opens;
};

class HtmlOpening : public testing::TestWithParam<OpeningCase> {};

TEST_P(HtmlOpening, IsTold) { EXPECT_EQ(opens_html(GetParam().text), GetParam().opens); }

INSTANTIATE_TEST_SUITE_P(Table, HtmlOpening,
                         testing::Values(OpeningCase{"Doctype", " <!DOCTYPE HTML PUBLIC x>", true},
                                         OpeningCase{"Html", "<html lang=en>", true},
                                         OpeningCase{"Comments", "<!-- a --> <!-- b -->\n<html>", true},
                                         OpeningCase{"Xhtml", "<?xml version='1.0'?>\n<!doctype html>", true},
                                         OpeningCase{"OtherXml", "<?xml version='1.0'?>\n<feed>", false},
                                         OpeningCase{"OtherName", "<htmlx>", false},
                                         OpeningCase{"OpenComment", "<!-- <html>", false},
                                         OpeningCase{"Words", "html", false}),
                         case_name<OpeningCase>);

struct HostileCase {
  const char* name;
  std::string html;
  std::string reason;  ///< Empty if it can be read.
};

class HostileHtml : public testing::TestWithParam<HostileCase> {};

TEST_P(HostileHtml, IsReadOrRefusedSoon) {
  const auto result = read_html("<!doctype html><title>a</title><body>" + GetParam().html);
  if (GetParam().reason.empty()) {
    EXPECT_EQ(result.records.size(), 1u);
  } else {
    EXPECT_NE(only_rejection(result).reason.find(GetParam().reason), std::string::npos);
    EXPECT_EQ(only_rejection(result).record_id, "a");
  }
}

INSTANTIATE_TEST_SUITE_P(Table, HostileHtml,
                         testing::Values(HostileCase{"Nested", repeat("<div>", 5'000), ""},
                                         HostileCase{"NestedTooDeep", repeat("<div>", 100'000), "within one another"},
                                         HostileCase{"SelfClosedNesting", repeat("<div/>", 100'000),
                                                     "within one another"},
                                         HostileCase{"OtherEnds", repeat("<div></b>", 100'000), "within one another"},
                                         HostileCase{"Drawing", "<svg>" + repeat("<path/>", 100'000) + "</svg>", ""},
                                         HostileCase{"Paragraphs", repeat("<p>x", 100'000), ""},
                                         HostileCase{"OpenMarks",
                                                     [] {
                                                       std::string html;
                                                       for (int i = 0; i < 4'000; ++i)
                                                         html += "<font size=" + std::to_string(i) + ">";
                                                       return "<p>" + html + repeat("<p>x", 60'000);
                                                     }(),
                                                     "takes more than"},
                                         HostileCase{"OpenQuote", "<a href=\"" + repeat("<b>", 100'000), ""},
                                         HostileCase{"Comments", repeat("<!--", 100'000), ""},
                                         HostileCase{"Lists", repeat("<li><ul>", 4'000), ""},
                                         HostileCase{"Attributes", "<p " + repeat("a ", 2'000) + ">x", ""}),
                         case_name<HostileCase>);

}  // namespace
}  // namespace kbsearch::records
