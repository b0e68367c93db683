// The page as a function: what is asked, and the HTML that comes back. What a browser makes of it is tested in
// tests/browser.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <regex>
#include <set>

#include "kbsearch/error.hpp"
#include "kbsearch/temporary_index.hpp"
#include "page/asked.hpp"
#include "page/page.hpp"
#include "support/sample.hpp"

namespace kbsearch::page {
namespace {

std::string decoded(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      result += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      result += text[i] == '+' ? ' ' : text[i];
    }
  }
  return result;
}

/// The request that a browser makes of a link such as `./?q=heat` or `record?id=a`.
Request request_of(std::string address) {
  Request request;
  for (auto at = address.find("&amp;"); at != address.npos; at = address.find("&amp;", at)) address.replace(at, 5, "&");
  const auto question = std::min(address.find('?'), address.size());
  const auto path = address.substr(0, question);
  request.path = path == "./" ? "/" : '/' + decoded(path);
  for (std::size_t at = question + 1; at < address.size();) {
    const auto end = std::min(address.find('&', at), address.size());
    const auto pair = address.substr(at, end - at);
    const auto equals = std::min(pair.find('='), pair.size());
    request.query.emplace_back(decoded(pair.substr(0, equals)),
                               decoded(pair.substr(std::min(equals + 1, pair.size()))));
    at = end + 1;
  }
  return request;
}

std::vector<std::string> matches(const std::string& text, const char* pattern, int group = 1) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), regex); at != std::sregex_iterator(); ++at) {
    found.push_back((*at)[static_cast<std::size_t>(group)]);
  }
  return found;
}

int scripts_in(const std::string& body) {
  int count = 0;
  for (auto at = body.find("<script"); at != body.npos; at = body.find("<script", at + 1)) ++count;
  return count;
}

/// Returns the first tag that closes another element than the one that is open; empty if all fit.
std::string misplaced_tag(const std::string& html) {
  static const std::set<std::string> empty_elements{"meta", "link", "input", "rect", "!doctype"};
  std::vector<std::string> open;
  for (auto at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    const auto end = html.find('>', at);
    if (end == html.npos) return html.substr(at, 80);
    const bool closes = html[at + 1] == '/';
    const auto first = at + (closes ? 2 : 1);
    const auto name = html.substr(first, html.find_first_of(" >/", first) - first);
    if (empty_elements.contains(name)) continue;
    if (!closes) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return html.substr(at, 80);
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

class Page : public testing::Test {
 protected:
  Searcher searcher_ = Searcher::open(test::sample_index());

  Response get(const std::string& address) const { return answer(request_of(address), searcher_); }
  std::string status_of(const std::string& address) const {
    const auto found = matches(get(address).body, "<h2 id=\"status\">([^<]*)</h2>");
    return found.empty() ? "none" : found.front();
  }
  std::string location_of(const std::string& address) const {
    const auto response = get(address);
    EXPECT_EQ(response.status, 303);
    for (const auto& [name, value] : response.headers) {
      if (name == "Location") return value;
    }
    return {};
  }
};

TEST_F(Page, AnswersWithHitsMarksFacetsAndReasons) {
  const auto response = get("./?q=pytorch+governance");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(status_of("./?q=pytorch+governance"), "40 results");
  for (const char* part :
       {"<mark>PyTorch</mark> Foundation Announcement", "href=\"record?id=87c36d42aade0023&amp;q=pytorch",
        "class=\"histogram\"", "Why this hit?", "data-key=\"type web\"", "Next"}) {
    EXPECT_NE(response.body.find(part), std::string::npos) << part;
  }
}

TEST_F(Page, LetsABrowserRunAndAskNothingButItsOwnFiles) {
  for (const char* address :
       {"./", "./?q=governance", "record?id=87c36d42aade0023&q=pytorch", "./?q=a&filter=x:y", "nowhere"}) {
    const auto response = get(address);
    const auto policy = std::find_if(response.headers.begin(), response.headers.end(),
                                     [](const auto& header) { return header.first == "Content-Security-Policy"; });
    ASSERT_NE(policy, response.headers.end()) << address;
    EXPECT_NE(policy->second.find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(policy->second.find("unsafe"), std::string::npos);
    EXPECT_EQ(matches(response.body, "<[^>]* (style|on[a-z]+)=").size(), 0U) << address;
    EXPECT_EQ(scripts_in(response.body), 2) << address;
    for (const auto& source : matches(response.body, " src=\"([^\"]*)\""))
      EXPECT_EQ(source.rfind("assets/", 0), 0U) << source;
  }
}

TEST_F(Page, EachFilterLinkFindsAsManyAsItSays) {
  const auto body = get("./?q=governance&filter=importance:20..").body;
  const std::regex link(
      "<a href=\"([^\"]*)\" rel=\"nofollow\" data-key=\"[^\"]*\"><span class=\"value\">.*?</span> <span "
      "class=\"count\">(\\d+)</span>");
  int looked_at = 0;
  for (std::sregex_iterator at(body.begin(), body.end(), link); at != std::sregex_iterator(); ++at, ++looked_at) {
    const auto count = std::stoi((*at)[2]);
    EXPECT_EQ(status_of((*at)[1]), std::to_string(count) + (count == 1 ? " result" : " results")) << (*at)[1];
  }
  EXPECT_GT(looked_at, 20);
  const std::regex bar("<a href=\"([^\"]*)\" tabindex=\"-1\" aria-label=\"[^\"]*: (\\d+) record");
  looked_at = 0;
  for (std::sregex_iterator at(body.begin(), body.end(), bar); at != std::sregex_iterator(); ++at, ++looked_at) {
    const auto count = std::stoi((*at)[2]);
    if (count == 0) continue;
    EXPECT_EQ(status_of((*at)[1]), std::to_string(count) + (count == 1 ? " result" : " results")) << (*at)[1];
  }
  EXPECT_GT(looked_at, 10);
}

TEST_F(Page, EveryLinkLeadsToAPage) {
  constexpr int kPages = 120;
  std::deque<std::string> to_visit{"./", "./?q=open+source", "./?q=pytroch",
                                   "./?q=zzyzx+governance&filter=type:papr&all_words=true"};
  std::set<std::string> seen(to_visit.begin(), to_visit.end());
  int visited = 0;
  for (; !to_visit.empty() && visited < kPages; ++visited) {
    const auto address = to_visit.front();
    to_visit.pop_front();
    const auto response = get(address);
    EXPECT_EQ(response.status, 200) << address;
    const bool is_page = response.content_type.starts_with("text/html");
    EXPECT_EQ(is_page ? misplaced_tag(response.body) : "", "") << address;
    auto links = matches(response.body, "href=\"([^\"#]*)\"");
    std::shuffle(links.begin(), links.end(), std::mt19937(7));  // some of each kind
    for (std::size_t i = 0; i < links.size() && i < 12; ++i) {
      if (links[i].find("://") == std::string::npos && links[i].rfind("v1/", 0) != 0 && seen.insert(links[i]).second) {
        to_visit.push_back(links[i]);
      }
    }
  }
  EXPECT_EQ(visited, kPages);
}

TEST_F(Page, OneAddressForWhatIsAsked) {
  EXPECT_EQ(location_of("./?q=heat&sort=&from.importance=60&to.importance="), "./?q=heat&filter=importance:60..");
  // What is under way stays so: an unfinished word finds nothing as a whole one.
  EXPECT_EQ(location_of("./?q=gove&from.importance=&to.importance=&typing=true"), "./?q=gove&typing=true");
  EXPECT_EQ(location_of("./?q=&from.importance="), "./");
  EXPECT_EQ(location_of("./?q=a&filter=type:web&filter=importance:10..&from.importance=&to.importance=30"),
            "./?q=a&filter=type:web&filter=importance:..30");
  EXPECT_EQ(location_of("./?from.published=2022&to.published=2022"), "./?filter=published:2022");
  EXPECT_EQ(location_of("./?sort=&filter=importance:20..<30&from.importance=20&to.importance=30"),
            "./?filter=importance:20..%3C30");
  for (const char* address :
       {"./?q=%22a+b%22+%2Bc&filter=type:web,paper&sort=published:asc&collapse=url&all_words=true&offset=10",
        "./?q=%3Cscript%3E&filter=-tag:news&limit=20", "./?like=87c36d42aade0023"}) {
    EXPECT_EQ(address_of(read_asked(request_of(address), searcher_.schema())), address);
  }
}

TEST_F(Page, TogglesValuesOfAFilter) {
  const auto& schema = searcher_.schema();
  auto conditions = toggled({}, "type", "web", schema);
  conditions = toggled(conditions, "type", "press \"release\", (x)", schema);
  ASSERT_EQ(conditions.size(), 1U);
  EXPECT_EQ(conditions[0].any_of, (std::vector<std::string>{"web", "press \"release\", (x)"}));
  EXPECT_EQ(conditions[0].label, "Type: web or press \"release\", (x)");
  EXPECT_TRUE(is_chosen(conditions, "type", "WEB"));
  conditions = toggled(conditions, "type", "web", schema);
  EXPECT_FALSE(is_chosen(conditions, "type", "web"));
  EXPECT_TRUE(toggled(conditions, "type", "press \"release\", (x)", schema).empty());
}

TEST_F(Page, AnErrorIsNeverAnEmptyResult) {
  struct Case {
    const char* address;
    int status;
    const char* told;
  };
  for (const auto& [address, status, told] :
       {Case{"./?q=a&filter=nofield:x", 400, "nofield"}, Case{"./?q=a&limit=1000", 400, "limit"},
        Case{"./?q=a&sort=nofield", 400, "nofield"}, Case{"./?q=a&offset=x", 400, "offset"},
        Case{"./?q=a&profile=nothing", 400, "nothing"}, Case{"./?from.importance=high", 400, "high"},
        Case{"./?like=nobody", 404, "nobody"}, Case{"record?id=nobody", 404, "nobody"},
        Case{"record", 404, "No such record"}, Case{"assets/../page.css", 404, "no such page"}}) {
    const auto response = get(address);
    EXPECT_EQ(response.status, status) << address;
    EXPECT_NE(response.body.find(told), std::string::npos) << address;
    EXPECT_EQ(response.body.find("Nothing found"), std::string::npos) << address;
    EXPECT_EQ(misplaced_tag(response.body), "") << address;
  }
  auto request = request_of("./?q=governance");
  request.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  EXPECT_EQ(answer(request, searcher_).status, 503);
}

TEST_F(Page, StaysSmallWhateverIsAsked) {
  std::string words;
  for (int i = 0; words.size() < 3'900; ++i) words += "zz" + std::to_string(i) + ' ';
  std::string filter;
  for (int i = 0; i < 60; ++i) filter += "-tag:t" + std::to_string(i) + ' ';
  const auto most = answer({.path = "/", .query = {{"q", words + "governance"}, {"filter", filter}}}, searcher_);
  EXPECT_EQ(most.status, 200);
  EXPECT_LT(most.body.size(), 2'500'000U);
  EXPECT_EQ(answer({.path = "/", .query = {{"q", words + words}}}, searcher_).status, 400);
  EXPECT_EQ(answer({.path = "/", .query = {{"filter", filter + filter}}}, searcher_).status, 400);
}

TEST_F(Page, ShowsARecordWithAllItsFields) {
  const auto body = get("record?id=87c36d42aade0023&q=pytorch+governance").body;
  for (const char* part : {"<mark>PyTorch</mark> Foundation Announcement", "Relevance note", "Key points",
                           "Meta AI (FAIR)", "href=\"record?id=fair\"", "More like this", "Why it is found",
                           "Http status", "href=\"v1/records/87c36d42aade0023\""}) {
    EXPECT_NE(body.find(part), std::string::npos) << part;
  }
  EXPECT_NE(get("record?id=fair").body.find("Cites "), std::string::npos);
  EXPECT_NE(get("record?id=fair&q=zzyzx").body.find("do not find this record"), std::string::npos);
}

TEST_F(Page, ServesItsFiles) {
  for (const char* name : {"page.css", "page.js", "ways.js", "kb-search.js", "icon.svg"}) {
    EXPECT_TRUE(knows(std::string("/assets/") + name));
    const auto response = get(std::string("assets/") + name);
    EXPECT_EQ(response.status, 200) << name;
    EXPECT_GT(response.body.size(), 100U) << name;
  }
  EXPECT_FALSE(knows("/assets/"));
  EXPECT_FALSE(knows("/v1/search"));
}

TEST_F(Page, TakesAnyBytes) {
  const std::vector<std::string> parts{"<script>x</script>",
                                       "\"",
                                       "'",
                                       "\xFF",
                                       std::string(1, '\0'),
                                       "\xE2\x80\xAE",
                                       "type:",
                                       "(",
                                       "\"",
                                       "+",
                                       "-",
                                       "governance",
                                       "&",
                                       "..",
                                       "importance:",
                                       "*",
                                       "]]>",
                                       "<!--",
                                       "\n",
                                       "数"};
  const std::vector<std::string> names{"q",  "filter",          "like",         "sort", "collapse", "offset",
                                       "id", "from.importance", "to.published", "x"};
  std::mt19937 random(11);
  for (int i = 0; i < 400; ++i) {
    Request request{.path = random() % 3 == 0 ? "/record" : "/"};
    for (auto n = random() % 4; n > 0; --n) {
      std::string value;
      for (auto m = random() % 5; m > 0; --m) value += parts[random() % parts.size()];
      request.query.emplace_back(names[random() % names.size()], value);
    }
    const auto response = answer(request, searcher_);
    EXPECT_LT(response.status, 500);
    EXPECT_EQ(misplaced_tag(response.body), "");
    EXPECT_EQ(scripts_in(response.body), response.status == 303 ? 0 : 2);
    EXPECT_EQ(response.body.find('\0'), std::string::npos);
  }
}

TEST(PageOfAnIndex, ShowsLongAndDeepRecordsWithinBounds) {
  std::string deep = "1";
  for (int i = 0; i < 90; ++i) deep = "{\"a\":[" + deep + "]}";
  const auto index = TemporaryIndex::of({Record::from_json(R"({"id":"long","title":")" + std::string(10'000, 'x') +
                                                           R"(","content":")" + std::string(3'000'000, 'y') + "\"}"),
                                         Record::from_json(R"({"id":"deep","title":"deep","extra":)" + deep + "}")});
  const auto searcher = index.searcher();
  for (const char* id : {"long", "deep"}) {
    const auto response = answer({.path = "/record", .query = {{"id", id}}}, searcher);
    EXPECT_EQ(response.status, 200);
    EXPECT_LT(response.body.size(), 400'000U);
    EXPECT_NE(response.body.find("too long to be shown whole"), std::string::npos) << id;
  }
}

TEST(PageOfAnIndex, OffersWhatItsSchemaHas) {
  const auto schema = Schema::from_json(R"({"name":"books","fields":[{"name":"title","kind":"text","weight":3},
      {"name":"author","kind":"keyword","facet":true},{"name":"pages","kind":"number","sort":true}]})");
  const auto index =
      TemporaryIndex::of({Record::from_json(R"({"id":"a","title":"Heat","author":["Ada"],"pages":120})"),
                          Record::from_json(R"({"id":"b","title":"Heat pumps","author":["Bo"],"pages":900})")},
                         schema);
  const auto searcher = index.searcher();
  const auto body = answer({.path = "/", .query = {{"q", "heat"}}}, searcher).body;
  for (const char* part : {"2 results", "data-key=\"author ada\"", "name=\"from.pages\"", "Pages, highest first"}) {
    EXPECT_NE(body.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(answer({.path = "/record", .query = {{"id", "a"}}}, searcher).status, 200);
  const auto empty = TemporaryIndex::of({});
  EXPECT_NE(answer({}, empty.searcher()).body.find("0 records"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch::page
