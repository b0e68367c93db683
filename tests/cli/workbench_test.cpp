// The workbench as a function: what its pages say, what a form changes, and what it refuses.
#include "workbench/workbench.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "kbsearch/error.hpp"
#include "support/files.hpp"
#include "support/page_outline.hpp"
#include "support/sample.hpp"

namespace kbsearch::workbench {
namespace {

namespace fs = std::filesystem;

class Workbench : public testing::Test {
 protected:
  Workbench() {
    fs::copy_file(test::sample_file("queries.tsv"), queries_);
    fs::copy_file(test::sample_file("qrels.txt"), qrels_);
  }

  Response get(const std::string& path, const Parameters& query = {}) {
    return answer({.path = path, .query = query}, searcher_, bench_);
  }
  /// A form as a browser sends it from the page itself.
  Request form(const Parameters& fields) const {
    return {.method = "POST",
            .path = "/workbench/judge",
            .form = fields,
            .host = "127.0.0.1:7700",
            .origin = "http://127.0.0.1:7700",
            .fetch_site = "same-origin"};
  }
  Response judge(const std::string& q, const std::string& id, const std::string& grade) {
    return answer(form({{"q", q}, {"left", "text"}, {"right", "default"}, {"id", id}, {"grade", grade}}), searcher_,
                  bench_);
  }

  static void expect_harmless(const Response& response) {
    const auto outline = test::outline_of(response.body);
    EXPECT_EQ(outline.fault, "");
    EXPECT_FALSE(outline.tags.contains("script") || outline.tags.contains("img") || outline.tags.contains("style"));
    for (const auto& attribute : outline.attributes) {
      EXPECT_FALSE(attribute.starts_with("on") || attribute == "src" || attribute == "style") << attribute;
    }
    for (const auto& address : outline.addresses) {
      EXPECT_TRUE(address.starts_with("workbench") || address.starts_with("../workbench") || address == "queries")
          << address;
    }
    std::string policy;
    for (const auto& [name, value] : response.headers) policy += name == "Content-Security-Policy" ? value : "";
    EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'self'; form-action 'self'")) << policy;
  }

  test::TemporaryDirectory directory_;
  fs::path queries_ = directory_ / "queries.tsv";
  fs::path qrels_ = directory_ / "qrels.txt";
  Searcher searcher_ = Searcher::open(test::sample_index());
  JudgmentsFile file_{queries_, qrels_};
  Bench bench_{.judgments = &file_};
};

TEST_F(Workbench, ShowsTwoRankingsSideBySideAndWhatMovedAndWhy) {
  const auto response = get("/workbench", {{"q", "open-source foundations"}, {"left", "text"}, {"right", "default"}});
  EXPECT_EQ(response.status, 200);
  expect_harmless(response);
  const auto outline = test::outline_of(response.body);
  EXPECT_EQ(outline.classes.at("hits"), 2u);
  EXPECT_EQ(outline.tags.at("li"), 20u);
  EXPECT_GT(outline.classes.at("move up"), 0u);
  EXPECT_GT(outline.classes.at("move down"), 0u);
  EXPECT_GT(outline.classes.at("why"), 5u);
  EXPECT_NE(response.body.find("against the other score: "), std::string::npos);
  EXPECT_NE(response.body.find("ndcg@10 0."), std::string::npos) << "the query is judged";
  EXPECT_EQ(outline.classes.at("judge"), 20u);
}

TEST_F(Workbench, SaysThatBothRankingsAreTheSame) {
  const auto response = get("/workbench", {{"q", "pytorch"}, {"left", "text"}, {"right", "text"}});
  EXPECT_NE(response.body.find("Both rankings show the same, in the same order."), std::string::npos);
  EXPECT_EQ(response.body.find("against the other score"), std::string::npos);
}

TEST_F(Workbench, ComparesTwoIndexes) {
  test::load_lines(directory_ / "other", "{\"id\":\"o1\",\"title\":\"pytorch elsewhere\"}\n");
  const auto other = Searcher::open(directory_ / "other");
  bench_.other = &other;
  bench_.other_name = "<other>";
  const auto response = get("/workbench", {{"q", "pytorch"}, {"left", "default"}, {"right", "default@other"}});
  EXPECT_EQ(response.status, 200);
  expect_harmless(response);
  EXPECT_NE(response.body.find("pytorch elsewhere"), std::string::npos);
  EXPECT_NE(response.body.find("default on &lt;other&gt;"), std::string::npos);
  EXPECT_NE(response.body.find("only here"), std::string::npos);
}

TEST_F(Workbench, ShowsTheJudgedQueriesWithWinsAndLosses) {
  const auto response = get("/workbench/queries", {{"left", "text"}, {"right", "default"}});
  EXPECT_EQ(response.status, 200);
  expect_harmless(response);
  const auto outline = test::outline_of(response.body);
  EXPECT_NE(response.body.find("85 judged queries"), std::string::npos);
  EXPECT_GT(outline.classes.at("win"), 4u);
  EXPECT_GT(outline.classes.at("loss"), 4u);
  EXPECT_NE(response.body.find("no more than chance explains"), std::string::npos);
  EXPECT_EQ(get("/workbench/queries", {{"metric", "map"}}).status, 200);
  EXPECT_EQ(get("/workbench/queries", {{"metric", "<b>"}}).status, 400);
}

TEST_F(Workbench, KeepsAJudgmentInTheFileAndLeavesTheRestAsItIs) {
  const std::string before = "# judged by two of us\n\ns01 0 87c36d42aade0023 3\ns02\t0  x1 1\n# the end, no line feed";
  test::write_bytes(qrels_, before);
  ::chmod(qrels_.c_str(), 0640);
  const auto done = judge("pytorch governance", "66c6882b84d28d36", "2");
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(done.headers.front().second, "../workbench?q=pytorch%20governance&left=text&right=default");
  EXPECT_EQ(test::read_bytes(qrels_),
            "# judged by two of us\n\ns01 0 87c36d42aade0023 3\ns01 0 66c6882b84d28d36 2\n"
            "s02\t0  x1 1\n# the end, no line feed");
  judge("pytorch governance", "66c6882b84d28d36", "0");
  EXPECT_NE(test::read_bytes(qrels_).find("\ns01 0 66c6882b84d28d36 0\n"), std::string::npos);
  const auto page = get("/workbench", {{"q", "pytorch governance"}}).body;
  EXPECT_NE(page.find("value=\"0\" aria-pressed=\"true\""), std::string::npos);
  judge("pytorch governance", "66c6882b84d28d36", "");
  EXPECT_EQ(test::read_bytes(qrels_), before);
  struct stat status {};
  ::stat(qrels_.c_str(), &status);
  EXPECT_EQ(status.st_mode & 0777u, 0640u);
  EXPECT_EQ(test::names_in(directory_.path()), (std::vector<std::string>{"qrels.txt", "queries.tsv"}));
}

TEST_F(Workbench, GivesANewQueryAnIdOfItsOwn) {
  const auto count = file_.queries().size();
  judge("a query of nobody", "66c6882b84d28d36", "1");
  judge("another query", "66c6882b84d28d36", "1");
  judge("a query of nobody", "87c36d42aade0023", "3");
  const auto queries = file_.queries();
  ASSERT_EQ(queries.size(), count + 2);
  EXPECT_EQ(queries[count].id, "w1");
  EXPECT_EQ(queries[count].text, "a query of nobody");
  EXPECT_EQ(queries[count + 1].id, "w2");
  EXPECT_EQ(file_.judgments().at("w1"), (Judgments{{"66c6882b84d28d36", 1}, {"87c36d42aade0023", 3}}));
  EXPECT_TRUE(test::read_bytes(qrels_).starts_with(test::read_bytes(test::sample_file("qrels.txt"))));
}

TEST_F(Workbench, BeginsFilesThatAreNotThere) {
  JudgmentsFile fresh(directory_ / "new-queries.tsv", directory_ / "new-qrels.txt");
  bench_.judgments = &fresh;
  EXPECT_NE(get("/workbench/queries").body.find("No query is judged yet."), std::string::npos);
  EXPECT_EQ(judge("pytorch", "66c6882b84d28d36", "3").status, 303);
  EXPECT_EQ(test::read_bytes(directory_ / "new-queries.tsv"), "w1\tpytorch\n");
  EXPECT_EQ(test::read_bytes(directory_ / "new-qrels.txt"), "w1 0 66c6882b84d28d36 3\n");
}

TEST_F(Workbench, JudgesForManyAtOnceAndLosesNone) {
  std::vector<std::string> ids;
  searcher_.for_each_record([&](const Record& record) { ids.push_back(record.id); });
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < 40; i += 4) EXPECT_EQ(judge("all of them", ids[i], "1").status, 303);
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(file_.judgments().at("w1").size(), 40u);
}

TEST_F(Workbench, RefusesAFormOfAnotherSite) {
  const auto before = test::read_bytes(qrels_);
  const Parameters fields = {{"q", "pytorch"}, {"id", "66c6882b84d28d36"}, {"grade", "3"}};
  struct From {
    const char* name;
    const char* host;
    const char* origin;
    const char* fetch_site;
  };
  const From cases[] = {{"other origin", "127.0.0.1:7700", "http://evil.example", ""},
                        {"other port", "127.0.0.1:7700", "http://127.0.0.1:7701", ""},
                        {"null origin", "127.0.0.1:7700", "null", ""},
                        {"cross-site", "127.0.0.1:7700", "http://127.0.0.1:7700", "cross-site"},
                        {"same site alone", "127.0.0.1:7700", "http://127.0.0.1:7700", "same-site"},
                        {"typed in", "127.0.0.1:7700", "", "none"},
                        {"no word of it", "127.0.0.1:7700", "", ""},
                        {"no host", "", "http://", ""}};
  for (const auto& from : cases) {
    auto request = form(fields);
    request.host = from.host;
    request.origin = from.origin;
    request.fetch_site = from.fetch_site;
    EXPECT_EQ(answer(request, searcher_, bench_).status, 403) << from.name;
  }
  auto got = form(fields);
  got.method = "GET";
  EXPECT_EQ(answer(got, searcher_, bench_).status, 405);
  EXPECT_EQ(test::read_bytes(qrels_), before);
  auto old_browser = form(fields);
  old_browser.fetch_site = "";
  EXPECT_EQ(answer(old_browser, searcher_, bench_).status, 303);
}

TEST_F(Workbench, RefusesWhatCannotBeJudged) {
  test::load_lines(directory_ / "odd",
                   "{\"id\":\"with space\",\"title\":\"heat\"}\n{\"id\":\"fine\",\"title\":\"heat\"}\n");
  const auto odd = Searcher::open(directory_ / "odd");
  const auto before = test::read_bytes(qrels_);
  const auto tried = [&](const std::string& q, const std::string& id, const std::string& grade) {
    return answer(form({{"q", q}, {"id", id}, {"grade", grade}}), odd, bench_).status;
  };
  EXPECT_EQ(tried("heat", "with space", "1"), 400);
  EXPECT_EQ(tried("heat", "none", "1"), 400);
  EXPECT_EQ(tried("heat", "fine", "11"), 400);
  EXPECT_EQ(tried("heat", "fine", "-1"), 400);
  EXPECT_EQ(tried("heat", "fine", "1e9"), 400);
  EXPECT_EQ(tried("", "fine", "1"), 400);
  EXPECT_EQ(tried("two\nlines", "fine", "1"), 400);
  EXPECT_EQ(tried("a\ttab", "fine", "1"), 400);
  EXPECT_EQ(tried(std::string(9'000, 'x'), "fine", "1"), 400);
  EXPECT_EQ(test::read_bytes(qrels_), before);
  test::write_bytes(qrels_, "no judgment\n");
  EXPECT_EQ(tried("heat", "fine", "1"), 400) << "a file that cannot be read is not added to";
  EXPECT_EQ(test::read_bytes(qrels_), "no judgment\n");
  fs::remove(qrels_);
  fs::create_directory(qrels_);
  EXPECT_EQ(tried("heat", "fine", "1"), 400);
  bench_.judgments = nullptr;
  EXPECT_EQ(tried("heat", "fine", "1"), 400);
}

TEST_F(Workbench, ShowsAllTextAsText) {
  const std::string hostile = R"(<script>alert(1)</script>\"' & <img src=x onerror=alert(2)>)";
  test::load_lines(directory_ / "odd", R"({"id":"a\"><b>","title":"heat )" + hostile +
                                           "\u202Eevil\",\"type\":\"<i>\"}\n" + R"({"id":"long","title":"heat )" +
                                           std::string(10'000, 'x') + "\"}\n");
  const auto odd = Searcher::open(directory_ / "odd");
  for (const auto& q : {std::string("heat \"><script>alert(1)</script>"), std::string("heat \xff\xfe\x00", 8),
                        std::string("heat \u202E '\"&<>")}) {
    const auto response = answer({.query = {{"q", q}}}, odd, bench_);
    EXPECT_EQ(response.status, 200);
    expect_harmless(response);
    EXPECT_EQ(response.body.find("\u202E"), std::string::npos);
  }
  const auto wrong = answer({.query = {{"q", "x"}, {"left", "<script>"}}}, odd, bench_);
  EXPECT_EQ(wrong.status, 400);
  expect_harmless(wrong);
}

TEST_F(Workbench, AnswersOnlyWhatItKnows) {
  EXPECT_TRUE(knows("/workbench"));
  EXPECT_TRUE(knows("/workbench/judge"));
  EXPECT_FALSE(knows("/workbench/../etc"));
  EXPECT_FALSE(knows("/workbenches"));
  EXPECT_EQ(get("/workbench/nothing").status, 404);
  EXPECT_EQ(get("/workbench/style.css").content_type, "text/css; charset=utf-8");
  EXPECT_EQ(answer({.method = "PUT"}, searcher_, bench_).status, 405);
  Request late{.query = {{"q", "pytorch"}}};
  late.deadline = std::chrono::steady_clock::now();
  EXPECT_EQ(answer(late, searcher_, bench_).status, 503);
}

TEST(WorkbenchForms, AreReadAsBrowsersSendThem) {
  EXPECT_EQ(form_of("q=heat+pump&id=a%2Fb&grade=&x&&=y"),
            (Parameters{{"q", "heat pump"}, {"id", "a/b"}, {"grade", ""}, {"x", ""}, {"", "y"}}));
  EXPECT_EQ(form_of("q=%zz%4"), (Parameters{{"q", "%zz%4"}}));
  EXPECT_TRUE(form_of("").empty());
}

}  // namespace
}  // namespace kbsearch::workbench
