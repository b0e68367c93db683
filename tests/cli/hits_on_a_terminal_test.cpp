// What a search prints on a narrow and a wide terminal, in a pipe, without colour, and through a pager.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <sstream>

#include "support/run_tool.hpp"
#include "support/sample.hpp"
#include "terminal_text.hpp"

namespace kbsearch {
namespace {

using test::run_tool;
using test::run_tool_on_terminal;
using Words = std::vector<std::string>;

constexpr const char* kLongUrl = "https://example.org/a/very/long/path/to/some/page/of/which/the/end/is/far?x=1&y=2";

class HitsOnATerminal : public testing::Test {
 protected:
  HitsOnATerminal() {
    test::load_lines(
        directory_ / "kb",
        std::string(
            "{\"id\":\"long\",\"title\":\"Heat pumps in houses that were built before there was any insulation, and "
            "what they cost\",\"url\":\"") +
            kLongUrl +
            "\",\"type\":\"paper\",\"published\":\"2024-05-17\",\"tags\":[\"heat pumps\",\"old "
            "houses\",\"insulation\"],\"summary\":\"A heat pump moves heat from a cold place to a warm one, and takes "
            "less "
            "power than it moves.\"}\n"
            "{\"id\":\"wide\",\"title\":\"heat "
            "熱泵在沒有隔熱層的老房子裡的應用以及它們的成本和效率的研究報告\",\"type\":\"報告\","
            "\"url\":\"file:///home/a b/é.html\"}\n"
            "{\"id\":\"evil\",\"title\":\"heat\",\"url\":\"javascript:alert(1)\"}\n"
            "{\"id\":\"sly\",\"title\":\"heat\",\"url\":\"https://a.example/\\u001b\\\\\\u0007x\"}\n");
  }

  Words search(const Words& more) const {
    Words words = {"heat", "--db", (directory_ / "kb").string()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  const test::TemporaryDirectory directory_;
};

std::size_t widest(const std::string& text) {
  std::istringstream lines(text);
  std::size_t columns = 0;
  for (std::string line; std::getline(lines, line);) columns = std::max(columns, cli::columns_of(line));
  return columns;
}

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

std::string plain(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\x1b') {
      out += text[at];
    } else if (text.compare(at, 4, "\x1b]8;") == 0) {
      at = text.find("\x1b\\", at + 1) + 1;
    } else {
      at = text.find('m', at);
    }
  }
  return out;
}

TEST_F(HitsOnATerminal, WrapToItsWidth) {
  for (const std::uint16_t columns : {std::uint16_t{40}, std::uint16_t{60}, std::uint16_t{80}}) {
    for (const char* color : {"never", "always"}) {
      SCOPED_TRACE(std::to_string(columns) + color);
      const auto run = run_tool_on_terminal(search({"--color", color, "--explain"}), "", {.columns = columns});
      EXPECT_EQ(run.exit_code, 0) << run.err;
      const auto shown = plain(run.out);
      const auto hits = plain(run_tool_on_terminal(search({"--color", color}), "", {.columns = columns}).out);
      EXPECT_LE(widest(hits), columns) << hits;
      EXPECT_GE(widest(hits), columns - 12u) << hits;
      EXPECT_NE(without_spaces(shown).find(kLongUrl), std::string::npos) << "all of it is there";
      EXPECT_NE(hits.find("\n    "), std::string::npos) << "what goes on is indented";
      EXPECT_EQ(hits.find(" \n"), std::string::npos) << "no space ends a line";
    }
  }
}

TEST_F(HitsOnATerminal, KeepWordsOfOneFactTogether) {
  const auto shown = run_tool_on_terminal(search({"--color", "never"}), "", {.columns = 40}).out;
  EXPECT_NE(shown.find("#heat pumps"), std::string::npos) << shown;
  EXPECT_NE(shown.find("#old houses"), std::string::npos) << shown;
}

TEST_F(HitsOnATerminal, AreWholeLinesInAPipe) {
  const auto out = run_tool(search({})).out;
  EXPECT_NE(out.find(std::string("    ") + kLongUrl + "  [long]\n"), std::string::npos) << out;
  EXPECT_NE(out.find("Heat pumps in houses that were built before there was any insulation, and what they cost\n"),
            std::string::npos);
}

TEST_F(HitsOnATerminal, AreALineEachInTheShortForm) {
  const auto piped = run_tool(search({"--format", "short"}));
  EXPECT_EQ(piped.exit_code, 0);
  EXPECT_EQ(std::count(piped.out.begin(), piped.out.end(), '\n'), 4) << piped.out;
  EXPECT_NE(piped.out.find("any insulation, and what they cost  paper 2024-05-17  long\n"), std::string::npos)
      << piped.out;
  for (const std::uint16_t columns : {std::uint16_t{40}, std::uint16_t{60}, std::uint16_t{80}}) {
    const auto shown =
        run_tool_on_terminal(search({"--format", "short", "--color", "never"}), "", {.columns = columns}).out;
    EXPECT_EQ(std::count(shown.begin(), shown.end(), '\n'), 4) << shown;
    EXPECT_LE(widest(shown), columns) << shown;
    EXPECT_NE(shown.find("…"), std::string::npos) << shown;
    EXPECT_NE(shown.find("  long\n"), std::string::npos) << "the id is whole: " << shown;
  }
  const auto batch = run_tool({"--queries", "-", "--format", "short", "--db", (directory_ / "kb").string()},
                              "q1\tinsulation\nq2\tpumps\n");
  EXPECT_TRUE(batch.out.starts_with("q1  1   Heat pumps")) << batch.out;
  EXPECT_NE(batch.out.find("\nq2  1   Heat pumps"), std::string::npos) << batch.out;
}

TEST_F(HitsOnATerminal, LinkOnlyWhatIsSafeToFollow) {
  const auto out = run_tool_on_terminal(search({"--color", "always"})).out;
  EXPECT_NE(out.find(std::string("\x1b]8;;") + kLongUrl + "\x1b\\"), std::string::npos);
  EXPECT_NE(out.find("\x1b]8;;file:///home/a%20b/%C3%A9.html\x1b\\"), std::string::npos) << out;
  EXPECT_NE(out.find("\x1b]8;;https://a.example/%20\\%20x\x1b\\"), std::string::npos) << out;
  EXPECT_EQ(out.find("\x1b]8;;javascript"), std::string::npos);
}

TEST_F(HitsOnATerminal, HaveNeitherColourNorLinksWhereNoneAreWanted) {
  const auto has_escape = [&](const std::vector<std::string>& environment, const Words& more) {
    return run_tool_on_terminal(search(more), "", {.environment = environment}).out.find('\x1b') != std::string::npos;
  };
  EXPECT_TRUE(has_escape({"TERM=xterm", "NO_COLOR="}, {}));
  EXPECT_FALSE(has_escape({"TERM=xterm", "NO_COLOR=1"}, {}));
  EXPECT_FALSE(has_escape({"TERM=dumb", "NO_COLOR="}, {}));
  EXPECT_FALSE(has_escape({"TERM=xterm", "NO_COLOR="}, {"--color", "never"}));
  EXPECT_TRUE(has_escape({"TERM=dumb", "NO_COLOR=1"}, {"--color", "always"}));
  EXPECT_EQ(run_tool(search({"--color", "always"})).out.find("\x1b]8"), std::string::npos) << "a pipe has no links";
}

class Paging : public HitsOnATerminal {
 protected:
  static constexpr const char* kPager = "KBSEARCH_PAGER=sed 's/^/paged: /'";
  test::ToolRun run(const Words& more, std::vector<std::string> environment, unsigned short rows = 10) const {
    environment.insert(environment.begin(), {"TERM=xterm", "NO_COLOR=1"});
    return run_tool_on_terminal(search(more), "", {.columns = 80, .rows = rows, .environment = environment});
  }
};

TEST_F(Paging, ShowsWhatDoesNotFitTheScreen) {
  const auto paged = run({}, {kPager});
  EXPECT_EQ(paged.exit_code, 0);
  EXPECT_TRUE(paged.out.starts_with("paged: 1   ")) << paged.out;
  EXPECT_NE(paged.out.find("paged: 4 results in "), std::string::npos) << "to its end: " << paged.out;
  EXPECT_EQ(run({}, {kPager}, 60).out.find("paged:"), std::string::npos) << "it fits";
  EXPECT_EQ(run({"--no-pager"}, {kPager}).out.find("paged:"), std::string::npos);
  EXPECT_EQ(run({"--format", "json"}, {kPager}).out.find("paged:"), std::string::npos) << "data";
  EXPECT_EQ(run({}, {kPager, "TERM=dumb"}).out.find("paged:"), std::string::npos);
  EXPECT_EQ(run_tool(search({}), "", {.environment = {kPager}}).out.find("paged:"), std::string::npos) << "a pipe";
}

TEST_F(Paging, TakesThePagerThatIsAskedFor) {
  EXPECT_NE(run({}, {"KBSEARCH_PAGER=sed s/^/ours:/", "PAGER=sed s/^/theirs:/"}).out.find("ours:"), std::string::npos);
  const auto whole = run({"--no-pager"}, {}).out;
  for (const char* none : {"KBSEARCH_PAGER=", "KBSEARCH_PAGER=cat", "KBSEARCH_PAGER=no-such-pager-here"}) {
    const auto shown = run({}, {none, "PAGER=sed s/^/theirs:/"}).out;
    EXPECT_EQ(shown.find("theirs:"), std::string::npos) << none;
    EXPECT_NE(shown.find(" results in "), std::string::npos) << none << ": nothing is lost: " << shown;
  }
  const auto less = run({}, {"KBSEARCH_PAGER=echo $LESS; cat"}).out;
  EXPECT_TRUE(less.starts_with("FRX\n")) << less;
  EXPECT_TRUE(run({}, {"KBSEARCH_PAGER=echo $LESS; cat", "LESS=S"}).out.starts_with("S\n"));
}

TEST_F(Paging, EndsWhenTheReaderHasSeenEnough) {
  const auto run_of_one = run({"--explain"}, {"KBSEARCH_PAGER=head -n 1"});
  EXPECT_EQ(run_of_one.exit_code, 0) << run_of_one.err;
  EXPECT_EQ(std::count(run_of_one.out.begin(), run_of_one.out.end(), '\n'), 1) << run_of_one.out;
}

TEST_F(Paging, ShowsABatchAsOne) {
  const auto batch = [&](const std::string& queries, const char* pager, unsigned short rows = 10) {
    return run_tool_on_terminal({"--queries", "-", "--db", (directory_ / "kb").string()}, queries,
                                {.columns = 80, .rows = rows, .environment = {"TERM=xterm", "NO_COLOR=1", pager}});
  };
  const std::string queries = "q1\theat\nq2\tzzyzx\nq3\tinsulation\n";
  const auto paged = batch(queries, kPager);
  EXPECT_EQ(paged.exit_code, 0);
  EXPECT_TRUE(paged.out.starts_with("paged: ")) << paged.out;
  EXPECT_EQ(paged.out.find("\n1 "), std::string::npos) << "all of it: " << paged.out;
  EXPECT_NE(paged.out.find("paged: 1 result in "), std::string::npos) << paged.out;
  EXPECT_NE(paged.err.find("kbsearch: q2: nothing found"), std::string::npos) << paged.err;
  EXPECT_EQ(batch(queries, kPager, 80).out.find("paged: "), std::string::npos) << "it fits";
  const auto left = batch(queries, "KBSEARCH_PAGER=head -n 1").out;
  EXPECT_EQ(std::count(left.begin(), left.end(), '\n'), 1) << left;
}

}  // namespace
}  // namespace kbsearch
