// `kbsearch eval --report`: one page that asks for nothing, says what the tables say, and shows all text as text.
// To accept a new outline: KBSEARCH_UPDATE_GOLDEN=1 build/release/tests/tool_tests --gtest_filter='EvalReport*'
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <regex>

#include "support/files.hpp"
#include "support/page_outline.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

/// Runs eval with --report and returns the page.
std::string report_of(const fs::path& index, const fs::path& queries, const fs::path& qrels,
                      const std::vector<std::string>& more = {}) {
  const test::TemporaryDirectory directory;
  const auto out = directory / "out.html";
  std::vector<std::string> arguments = {"eval",    "--db",         index.string(), "--queries", queries.string(),
                                        "--qrels", qrels.string(), "--report",     out.string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const auto run = test::run_tool(arguments);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return test::read_bytes(out);
}

std::string report_of_sample(const std::vector<std::string>& more = {}) {
  return report_of(test::sample_index(), test::sample_file("queries.tsv"), test::sample_file("qrels.txt"), more);
}

void expect_harmless(const test::PageOutline& outline) {
  EXPECT_EQ(outline.fault, "");
  const std::set<std::string> known = {"!doctype", "html",    "head",   "meta",  "title", "style", "body", "header",
                                       "main",     "footer",  "h1",     "h2",    "h3",    "h4",    "p",    "code",
                                       "section",  "table",   "thead",  "tbody", "tr",    "th",    "td",   "svg",
                                       "line",     "rect",    "circle", "text",  "a",     "span",  "br",   "bdi",
                                       "div",      "article", "ol",     "ul",    "li"};
  for (const auto& [tag, count] : outline.tags) EXPECT_TRUE(known.contains(tag)) << tag;
  for (const auto& attribute : outline.attributes) {
    EXPECT_FALSE(attribute.starts_with("on") || attribute == "src" || attribute == "style") << attribute;
  }
  for (const auto& address : outline.addresses) {
    ASSERT_TRUE(address.starts_with("#")) << address;
    EXPECT_TRUE(outline.ids.contains(address.substr(1))) << address << " leads nowhere";
  }
}

TEST(EvalReport, IsOnePageOfPlotsThatAsksForNothing) {
  const auto page = report_of_sample({"--versus", "text"});
  const auto outline = test::outline_of(page);
  expect_harmless(outline);
  EXPECT_NE(page.find("content=\"default-src 'none'; style-src 'unsafe-inline'\""), page.npos);
  EXPECT_EQ(page.find("http"), page.find("http-equiv")) << "an address of another host";
  EXPECT_EQ(outline.ids.size(), 85u) << "a row for each query";
  EXPECT_GE(outline.tags.at("rect"), 85u);
  EXPECT_GT(outline.classes.at("win"), 10u);
  EXPECT_GT(outline.classes.at("loss"), 1u);
  EXPECT_EQ(outline.tags.at("article"), 12u) << "the worst queries";
}

TEST(EvalReport, SaysTheNumbersOfTheTables) {
  const auto page = report_of_sample({"--versus", "text", "--metrics", "ndcg@10"});
  const auto run = test::run_tool(
      {"eval", "--db", test::sample_index().string(), "--queries", test::sample_file("queries.tsv").string(), "--qrels",
       test::sample_file("qrels.txt").string(), "--versus", "text", "--metrics", "ndcg@10"});
  std::smatch row;
  const std::regex numbers(
      R"(ndcg@10 +(\d\.\d{4})  (\d\.\d{4}) +([+-]\d\.\d{4}) +\[[^\]]*\] +(\d+) +(\d+) +(\d+)  (\d\.\d{4}))");
  ASSERT_TRUE(std::regex_search(run.out, row, numbers)) << run.out;
  for (const std::size_t mean : {1u, 2u}) EXPECT_NE(page.find(">" + row[mean].str() + "<"), page.npos) << row[mean];
  EXPECT_NE(page.find(row[4].str() + " won, " + row[6].str() + " tied, " + row[5].str() + " lost"), page.npos);
  EXPECT_NE(page.find(">" + row[7].str() + "<"), page.npos) << "p";
}

TEST(EvalReport, IsTheSameBytesEachTime) { EXPECT_EQ(report_of_sample(), report_of_sample()); }

TEST(EvalReport, HasTheOutlineThatWasReviewed) {
  const auto outline = test::outline_of(report_of_sample({"--versus", "text", "--metrics", "ndcg@10,map"}));
  std::string actual =
      "# eval --report of the sample, --versus text: its texts, without figures; \"...\" for more alike\n";
  std::size_t alike = 0;
  for (const auto& text : outline.texts) {
    auto line = std::regex_replace(text, std::regex(R"((\+|−)?\d+\.\d+)"), "0.x");
    line = std::regex_replace(line, std::regex(R"(kbsearch \d.*?\. M|<code>.*?</code>)"), "kbsearch V. M");
    line = std::regex_replace(line, std::regex(R"(/\S*/)"), "");
    line = std::regex_replace(line, std::regex(R"(\n)"), " ");
    // Of lists with a line for each query the beginning is enough.
    alike = line.starts_with("0.x") ? alike + 1 : 0;
    if (alike <= 6) actual += line + '\n';
    if (alike == 7) actual += "...\n";
  }
  const auto path = fs::path(KBSEARCH_SOURCE_DIR) / "tests/golden/eval_report.txt";
  if (std::getenv("KBSEARCH_UPDATE_GOLDEN") != nullptr) test::write_bytes(path, actual);
  EXPECT_EQ(actual, test::read_bytes(path));
}

TEST(EvalReport, ShowsAllTextAsText) {
  const test::TemporaryDirectory directory;
  const std::string hostile = R"(<script>alert(1)</script>\"' & <img src=x onerror=alert(2)>)";
  const std::string turned = "\u202Eevil\u202C\u2066";
  test::load_lines(directory / "kb", R"({"id":"a\"><b>","title":"heat )" + hostile + turned + "\"}\n" +
                                         R"({"id":"long","title":"heat )" + std::string(10'000, 'x') + "\"}\n" +
                                         R"({"id":"]]>--><c","title":"heat"})" + "\n");
  std::string text = hostile;
  text.erase(std::remove(text.begin(), text.end(), '\\'), text.end());
  test::write_bytes(directory / "q.tsv", "q\"><i>\theat " + text + turned + "\nq2\t" + std::string(20'000, 'y') +
                                             " heat\n" + "q3\t\xff\xfe heat\n");
  test::write_bytes(directory / "r.txt",
                    "q\"><i> 0 a\"><b> 1\nq2 0 none<u> 2\nq2 0 long 1\nq3 0 ]]>--><c 0\nq3 0 gone' 1\n");
  const auto page = report_of(directory / "kb", directory / "q.tsv", directory / "r.txt", {"--versus", "text"});
  const auto outline = test::outline_of(page);
  expect_harmless(outline);
  EXPECT_EQ(outline.ids.size(), 3u);
  EXPECT_NE(page.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; &amp; &lt;img"), page.npos);
  EXPECT_EQ(page.find("\u202E"), page.npos) << "an override that turns the text around";
  EXPECT_EQ(page.find("\xff"), page.npos) << "a byte that is not UTF-8";
}

TEST(EvalReport, TellsWhereItCannotBeWritten) {
  const auto run = test::run_tool({"eval", "--db", test::sample_index().string(), "--queries",
                                   test::sample_file("queries.tsv").string(), "--qrels",
                                   test::sample_file("qrels.txt").string(), "--report", "/nowhere/out.html"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("/nowhere/out.html"), run.err.npos) << run.err;
}

}  // namespace
}  // namespace kbsearch
