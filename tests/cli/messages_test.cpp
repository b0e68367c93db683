// What the tool says when it is not asked as it wants to be: commands, and all that they print. A change of a message
// shows here as a diff to be judged.
// To accept new ones: KBSEARCH_UPDATE_GOLDEN=1 build/release/tests/tool_tests --gtest_filter='Messages*'
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Words = std::vector<std::string>;

struct Asked {
  Words words;
  std::string input = {};
};

class Messages : public testing::Test {
 protected:
  Messages() {
    written("bad.json", "{\"k1\": 1,\n \"k3\": }\n");
    written("list.json", "[1]");
    written("member.json", "{\"adjacensy\": 1}");
    written("schema.json", "{\"fields\": [\n");
    written("rules.txt", "# mine\ncar\n");
    written("q.tsv", "q1\tgovernance\n");
    written("r.txt", "q1 0 87c36d42aade0023 1\n");
    written("template.md", "---\ntitle: {{title}}\n---\ntext\n");
    written("names.yaml", "- id: a\n  title: x\n- id: b\n  [1, 2]: x\n");
    test::load_lines(directory_ / "one", "{\"id\":\"a\",\"title\":\"heat pump\",\"type\":\"paper\"}\n");
  }

  void written(const char* name, const std::string& text) const { std::ofstream(directory_ / name) << text; }
  std::string file(const char* name) const { return (directory_ / name).string(); }

  /// As a transcript of a terminal, with short names for what lies elsewhere on each machine.
  std::string transcript(const std::vector<Asked>& all) const {
    std::string text;
    for (const auto& asked : all) {
      std::string line = "$ kbsearch";
      for (const auto& word : asked.words) line += ' ' + quoted(word);
      auto words = asked.words;
      if (std::find(words.begin(), words.end(), "--db") == words.end()) {
        words.insert(words.begin(), {"--db", test::sample_index().string()});
      }
      const auto run = test::run_tool(words, asked.input);
      text += line + '\n' + run.err + "exit " + std::to_string(run.exit_code) + "\n\n";
      replace_all(text, directory_.path().string(), "DIR");
    }
    return text;
  }

  static std::string quoted(const std::string& word) {
    const bool is_plain = !word.empty() && word.find_first_of(" '\"?*\\()&;<>|#") == word.npos;
    return is_plain ? word : "'" + word + "'";
  }
  static void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
      text.replace(at, from.size(), to);
    }
  }

  std::vector<Asked> all() const;

  const test::TemporaryDirectory directory_;
};

std::vector<Asked> Messages::all() const {
  const auto eval = [&](const Words& more) {
    Words words = {"eval", "--queries", file("q.tsv"), "--qrels", file("r.txt")};
    words.insert(words.end(), more.begin(), more.end());
    return Asked{words};
  };
  return {// Numbers
          {{"heat", "--limit", "-3"}},
          {{"heat", "-n", "10x"}},
          {{"heat", "--offset", "9999999999"}},
          {{"heat", "--passages", "0"}},
          {{"heat", "--related", "1e2"}},
          {{"heat", "--facet", "type:-3"}},
          {{"heat", "--facet", "type:99999999999999999999"}},
          {{"stats", "--terms=-1"}},
          {{"suggest", "gov", "--limit", "-1"}},
          {{"similar", "87c36d42aade0023", "--limit", "-1"}},
          {{"index", "-", "-j", "65"}},
          {{"index", "-", "--prune-cap", "-1"}},
          {{"tune", "--folds", "1"}},
          // Dates and numbers of filters
          {{"heat", "--filter", "published:2022-13"}},
          {{"heat", "--filter", "published:yesterday"}},
          {{"heat", "--filter", "importance:high"}},
          {{"heat", "published:soon", "--strict"}},
          // Unknown names
          {{"heat", "--filter", "tpye:paper"}},
          {{"heat", "--facet", "tpye"}},
          {{"heat", "--facet", "published:mnth"}},
          {{"heat", "--sort", "publishd"}},
          {{"heat", "--sort", "published:dsc"}},
          {{"heat", "--collapse", "ulr"}},
          {{"heat", "--profile", "recnet"}},
          {{"heat", "--format", "jsno"}},
          {{"heat", "--color", "alwys"}},
          {{"heat", "--limt", "3"}},
          {{"suggest", "gov", "--format", "jso"}},
          {{"explain", "heat", "a", "--format", "hunan"}},
          {{"index", "-", "--format", "markdwn"}},
          eval({"--metrics", "ndgc@10"}),
          eval({"--format", "jsn"}),
          {{"tune", "--queries", file("q.tsv"), "--qrels", file("r.txt"), "--numbers", "adjacensy"}},
          {{"completions", "fsh"}},
          {{"help", "idnex"}},
          // Commands and queries
          {{"idnex", "x"}},
          {{"indx", "x"}},
          {{"serach", "heat", "pumps"}},
          {{"snow", "x", "-n", "0"}},
          {{"exprot", "-n", "1"}},
          {{"stat"}},
          {{"state", "of", "the", "art", "-n", "0"}},
          {{"checks", "and", "balances", "-n", "0"}},
          {{"search", "idnex", "x"}},
          {{"export", "controls"}},
          {{"stats", "of", "heat"}},
          {{"delete"}},
          {{"explain"}},
          {{"explain", "heat"}},
          {{"show"}},
          {{"similar"}},
          {{"suggest"}},
          {{"analyze"}},
          {{"eval"}},
          {{"eval", "--queries", "q.tsv"}},
          {{"tune"}},
          {{"completions"}},
          // Queries without words, and what is read otherwise than meant
          {{""}},
          {{"???"}},
          {{"∑ governance", "-n", "0"}},
          {{"governance & law", "-n", "0"}},
          {{"status:draft", "-n", "0"}},
          {{"autor:knuth", "-n", "0"}},
          {{"draft", "status:draft", "--strict"}},
          {{"https://pytorch.org", "-n", "0", "--strict"}},
          {{"std::vector", "-n", "0", "--strict"}},
          {{"at", "12:30", "-n", "0", "--strict"}},
          {{"C:\\data", "-n", "0", "--strict"}},
          {{"rm", "-rf"}},
          {{"rm -rf -x", "-n", "0"}},
          {{"governance -tag:draft", "-n", "0", "--strict"}},
          {{"--queries", "-", "--format", "trec", "-n", "0"}, "q1\tzzyzx governence\nq2\t???\n"},
          {{"governance -rf", "--format", "tsv", "-n", "0"}},
          // Files
          {{"heat", "--profile", file("bad.json")}},
          {{"heat", "--profile", file("list.json")}},
          {{"heat", "--profile", file("member.json")}},
          {{"heat", "--profile", file("none.json")}},
          {{"index", "-", "--schema", file("schema.json")}},
          {{"synonyms", file("rules.txt")}},
          eval({"--baseline", file("bad.json")}),
          {{"index", file("template.md"), file("names.yaml"), "--dry-run", "--db", file("new")}},
          // One and many
          {{"heat", "--filter", "type:book", "--db", file("one")}}};
}

TEST_F(Messages, AreThoseThatWereReviewed) {
  const auto actual = transcript(all());
  const auto path = std::filesystem::path(KBSEARCH_SOURCE_DIR) / "tests/golden/messages.txt";
  if (std::getenv("KBSEARCH_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  EXPECT_EQ(actual, test::read_bytes(path));
}

TEST_F(Messages, CountOneRecordAsOne) {
  const auto db = file("one");
  EXPECT_EQ(test::run_tool({"check", "--db", db}).out, "1 record checked: no problem found\n");
  EXPECT_TRUE(test::run_tool({"index", "--rebuild", "--db", db}).out.starts_with("1 record in the index"));
  const auto found = test::run_tool({"heat", "--collapse", "type", "--db", db}).out;
  EXPECT_NE(found.find("1 result in 1 group, "), std::string::npos) << found;
  EXPECT_EQ(test::run_tool({"delete", "a", "--db", db}).out, "1 removed; 0 records in the index\n");
}

}  // namespace
}  // namespace kbsearch
