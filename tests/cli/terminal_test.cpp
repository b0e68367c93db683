// What others wrote (records, queries, names of files, of profiles, of everything) never steers the terminal: each
// command, each format, each way to fail, on a terminal and in a pipe. (issue 11)
#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::run_tool;
using test::run_tool_on_terminal;
using Json = nlohmann::ordered_json;

/// Returns what in `text` no terminal should get: controls but line feed and tab, what turns the text, and bytes that
/// are not UTF-8; "" if there is none. Written apart from the tool's own rule, by the table of well-formed sequences.
std::string unsafe_in(const std::string& text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto continues = [&](std::size_t i, unsigned from = 0x80, unsigned to = 0xBF) {
    return byte(i) >= from && byte(i) <= to;
  };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned lead = byte(i);
    std::size_t size = 0;
    if (lead == '\n' || lead == '\t' || (lead >= 0x20 && lead < 0x7F)) size = 1;
    if (lead >= 0xC2 && lead <= 0xDF && continues(i + 1)) size = lead == 0xC2 && byte(i + 1) < 0xA0 ? 0 : 2;
    if (lead >= 0xE0 && lead <= 0xEF && continues(i + 1, lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) &&
        continues(i + 2)) {
      const bool is_general = lead == 0xE2 && byte(i + 1) == 0x80;
      const bool is_isolate = lead == 0xE2 && byte(i + 1) == 0x81 && byte(i + 2) >= 0xA6 && byte(i + 2) <= 0xA9;
      size = is_isolate || (is_general && byte(i + 2) >= 0xA8 && byte(i + 2) <= 0xAE) ? 0 : 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4 && continues(i + 1, lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF) &&
        continues(i + 2) && continues(i + 3)) {
      size = 4;
    }
    if (size == 0) {
      std::ostringstream told;
      told << "byte 0x" << std::hex << lead << " at " << std::dec << i << " of: ";
      for (const char c : text.substr(i > 40 ? i - 40 : 0, 80)) {
        if (c >= 0x20 && c < 0x7F)
          told << c;
        else
          told << '<' << std::hex << (static_cast<unsigned>(c) & 0xFFu) << '>';
      }
      return told.str();
    }
    i += size;
  }
  return "";
}

void erase_all(std::string& text, const std::string& part) {
  for (auto at = text.find(part); at != text.npos; at = text.find(part)) text.erase(at, part.size());
}

/// Takes out hyperlinks as we write them: an address of plain characters, or none.
void erase_links(std::string& text) {
  for (auto at = text.find("\x1b]8;;"); at != text.npos; at = text.find("\x1b]8;;", at)) {
    auto end = at + 5;
    while (end < text.size() && text[end] > ' ' && text[end] < 0x7F) ++end;
    if (text.compare(end, 2, "\x1b\\") != 0) return;  // unsafe_in tells it
    text.erase(at, end + 2 - at);
  }
}

// As UTF-8: C0, C1, DEL, separators, embeddings, overrides, isolates; a title of the window, a style, a hyperlink, and
// an erased line, among them our own sequences.
const std::string kHostile =
    "\x1b]0;owned\x07 \x1b[31mred\x1b[1mbold\x1b[0m \x1b]8;;https://evil.example/\x1b\\here\x1b]8;;\x1b\\ "
    "\r\x1b[K\b\v\f"
    " \xC2\x9B"
    "31m \xC2\x85 \x7F \xE2\x80\xA8\xE2\x80\xA9 \xE2\x80\xAA\xE2\x80\xAB\xE2\x80\xAC\xE2\x80\xAD\xE2\x80\xAE"
    " \xE2\x81\xA6\xE2\x81\xA7\xE2\x81\xA8\xE2\x81\xA9 zebra";
// What an id may hold of it: controls are refused there.
const std::string kTurned = "\xE2\x80\xA8\xE2\x80\xAA\xE2\x80\xAE \xE2\x81\xA6\xE2\x81\xA9 end";
// The same and bytes that are not UTF-8: as the system lets through in names and arguments.
const std::string kMalformed = kHostile + " \x80\x9B\xFF\xC0\xAF\xED\xA0\x80\xF4\x90\x80\x80\xE2\x80";

Json hostile_record(const std::string& id) {
  return {{"id", id},
          {"title", "zebra " + kHostile},
          {"aliases", {"zebra alias " + kHostile}},
          {"url", "https://a.example/" + kHostile},
          {"type", "t" + kHostile},
          {"publication", kHostile},
          {"authors", {"zebra " + kHostile}},
          {"tags", {"zebra " + kHostile, kHostile}},
          {"published", "2024-01-01 " + kHostile},
          {"importance", 50},
          {"summary", "A zebra, " + kHostile + "."},
          {"key_points", {"zebra point " + kHostile}},
          {"content", "The zebra " + kHostile + " runs.\n\nA zebra\x1b[2J sleeps."},
          {"language", "en"},
          {"cited_by", {{{"id", "page " + kHostile}, {"title", "zebra page " + kHostile}, {"quality", 50}}}},
          {"unknown " + kHostile, kHostile}};
}

class HostileText : public testing::Test {
 protected:
  HostileText() {
    std::string lines;
    lines += hostile_record(id_).dump() + "\n";
    lines += hostile_record("other " + kTurned).dump() + "\n";
    lines += "{\"id\":\"plain\",\"title\":\"zebra zebu\",\"tags\":[\"a\"]}\n{\"id\":\"far\",\"title\":\"ox\"}\n";
    EXPECT_EQ(test::load_lines(db_, lines).rejected, 0u);
    std::filesystem::create_directory(directory_ / kFolder);
    written("q.tsv", "q1\tzebra\n" + kHostile + "\tzebra " + kHostile + "\nq3\tzebra \"" + kMalformed + "\n");
    written("r.txt", "q1 0 plain 1\nq3 0 plain 1\n" + compact(kHostile) + " 0 plain 1\n");
    written("no-tab.tsv", kMalformed + "\n");
    written("twice.tsv", compact(kMalformed) + "\ta\n" + compact(kMalformed) + "\ta\n");
    written("no-judgment.txt", kMalformed + "\n");
    written("two-grades.txt", "q1 0 " + compact(kMalformed) + " 1\nq1 0 " + compact(kMalformed) + " 2\n");
    auto profile = Json::parse(run_tool({"profiles", "text"}).out);
    profile["name"] = "named " + kHostile;
    profile["description"] = kHostile;
    written("profile.json", profile.dump());
    profile["number " + kHostile] = 1;
    written("wrong-profile.json", profile.dump());
    written("broken.json", "{\"name\":\"" + kMalformed + "\n");
    written("schema.json", Json{{"name", kHostile}, {"fields", {{{"name", kHostile}, {"kind", kHostile}}}}}.dump());
    written("baseline.json", Json{{"ndcg@10", 0.99}}.dump());
    written("other-baseline.json", Json{{kHostile, 0.99}}.dump());
    written("rules.txt", "zebra, " + compact(kHostile) + "\n");
    written("bad-rules.txt", "zebra => => " + kMalformed + " =>\n");
    written("bad.jsonl", Json{{"id", kHostile}, {"importance", kHostile}}.dump() + "\n{\"id\":\"" + kMalformed +
                             "\",\n" + kMalformed + "\n");
    written("bad.yaml", "- id: " + kMalformed + "\n  x: [\n");
    written("page.md", "---\ntitle: " + kMalformed + "\n x: {\n---\ntext " + kMalformed + "\n");
  }

  /// A word: what separates columns is left out.
  static std::string compact(std::string text) {
    std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
    return text;
  }
  void written(const std::string& name, const std::string& text) const {
    std::ofstream(file(name), std::ios::binary) << text;
  }
  /// In a folder whose name is hostile, too.
  std::string file(const std::string& name) const { return directory_ / (kFolder + "/" + name); }

  /// What prints for a person.
  std::vector<std::vector<std::string>> human_runs() const;
  /// What prints data, exact in a pipe.
  std::vector<std::vector<std::string>> data_runs() const;
  /// What fails, with a message.
  std::vector<std::vector<std::string>> failing_runs() const;

  static inline const std::string kFolder = "folder \x1b]0;owned\x07\xE2\x80\xAE\x9B";
  const test::TemporaryDirectory directory_;
  const std::string db_ = directory_ / (kFolder + " kb");
  const std::string id_ = "id " + kTurned;
};

using Runs = std::vector<std::vector<std::string>>;

Runs HostileText::human_runs() const {
  const std::vector<std::string> eval = {"eval", "--queries", file("q.tsv"), "--qrels", file("r.txt"), "--per-query"};
  const auto with = [](std::vector<std::string> words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  return {{"search", "zebra", "--explain", "--facet", "type", "--facet", "tags", "--related", "5", "--passages", "3"},
          {"zebra", "--collapse", "near", "--all"},
          {"zebra", "--sort", "published"},
          {"zebra", "zzyzx", kMalformed, "--all"},
          {"zerba " + kMalformed},
          {"\"zebra " + kMalformed},
          {"--filter", "tag:\"" + kHostile + "\""},
          {"zebra", "--filter", "type:\"" + kHostile + "x\""},
          {"zebra", "--profile", file("profile.json")},
          {"--queries", file("q.tsv")},
          {"similar", id_, "--explain"},
          {"explain", "zebra", id_},
          {"explain", "zebra " + kMalformed, id_, "plain", "--profile", file("profile.json")},
          {"explain", "zebra", kMalformed},
          {"suggest", "zeb"},
          {"sources"},
          {"stats"},
          {"stats", "--terms=200"},
          {"check"},
          {"analyze", kMalformed},
          {"analyze", "zebra", "--language", "en"},
          {"profiles"},
          {"index", file("bad.jsonl"), file("bad.yaml"), file("page.md"), "--dry-run"},
          {"index", file("bad.jsonl"), "--rejects", file("rejects.jsonl")},
          {"delete", kMalformed},
          {"index", "--rebuild"},
          {"snapshot", file("copy" + kMalformed)},
          {"restore", "--force", file("copy" + kMalformed)},
          {"completions", "bash"},
          {"export", "--help"},
          {"serve", "--help"},
          {"mcp", "--help"},
          with(eval, {"--versus", file("profile.json")}),
          with(eval, {"--versus", "text", "--versus-db", db_}),
          with(eval, {"--baseline", file("baseline.json")})};
}

Runs HostileText::data_runs() const {
  Runs runs = {{"explain", "zebra " + kMalformed, id_, "plain", "--format", "json"},
               {"suggest", "zeb", "--format", "json"},
               {"sources", "--format", "json"},
               {"stats", "--schema"},
               {"profiles", file("profile.json")},
               {"export"},
               {"show", id_, "plain", kMalformed},
               {"synonyms"},
               {"eval", "--queries", file("q.tsv"), "--qrels", file("r.txt"), "--per-query", "--format", "json",
                "--versus", file("profile.json")},
               {"tune", "--queries", file("q.tsv"), "--qrels", file("r.txt"), "--folds", "2", "--rounds", "1",
                "--numbers", "k1", "--profile", file("profile.json")}};
  for (const char* format : {"json", "jsonl", "tsv", "trec"}) {
    runs.push_back({"zebra " + kMalformed, "--explain", "--related", "3", "--facet", "tags", "--format", format});
    runs.push_back({"--queries", file("q.tsv"), "--format", format});
    runs.push_back({"similar", id_, "--explain", "--format", format});
  }
  return runs;
}

Runs HostileText::failing_runs() const {
  Runs runs = {{kMalformed, "--" + kMalformed},
               {"zebra", "--" + kMalformed + "=1"},
               {"help", kMalformed},
               {"serch" + kMalformed, "--limit", "1"},
               {"--color", kMalformed, "stats"},
               {"completions", kMalformed},
               {"analyze", "zebra", "--language", kMalformed},
               {"similar", kMalformed},
               {"show", kMalformed},
               {"suggest", kMalformed},
               {"index", file("absent " + kMalformed)},
               {"index", "-", "--format", kMalformed},
               {"index", "-", "--schema", file("schema.json")},
               {"index", "-", "--schema", file("broken.json")},
               {"index", "-", "--jobs", kMalformed},
               {"index", "-", "--rejects", file("absent/x")},
               {"synonyms", file("bad-rules.txt")},
               {"synonyms", file("absent.txt")},
               {"profiles", kMalformed},
               {"stats", "--terms=" + kMalformed}};
  for (const char* option :
       {"--format", "--profile", "--filter", "--sort", "--facet", "--collapse", "--after", "--limit", "--queries"}) {
    auto run = std::string(option) == "--queries" ? std::vector<std::string>{} : std::vector<std::string>{"zebra"};
    run.insert(run.end(), {option, kMalformed});
    runs.push_back(run);
    run.back() = "type:" + kMalformed;
    runs.push_back(run);
    run.back() = "(" + kMalformed;
    runs.push_back(run);
  }
  runs.push_back({"zebra", "--strict", "\"" + kMalformed});
  for (const char* name : {"wrong-profile.json", "broken.json", "absent.json"}) {
    runs.push_back({"zebra", "--profile", file(name)});
    runs.push_back({"profiles", file(name)});
    runs.push_back({"eval", "--queries", file("q.tsv"), "--qrels", file("r.txt"), "--baseline", file(name)});
  }
  runs.push_back(
      {"eval", "--queries", file("q.tsv"), "--qrels", file("r.txt"), "--baseline", file("other-baseline.json")});
  for (const char* queries : {"q.tsv", "no-tab.tsv", "twice.tsv"}) {
    for (const char* qrels : {"r.txt", "no-judgment.txt", "two-grades.txt"}) {
      runs.push_back({"eval", "--queries", file(queries), "--qrels", file(qrels), "--metrics", kMalformed});
      runs.push_back({"eval", "--queries", file(queries), "--qrels", file(qrels), "--save", file("absent/x")});
      runs.push_back({"tune", "--queries", file(queries), "--qrels", file(qrels), "--numbers", kMalformed});
      runs.push_back({"tune", "--queries", file(queries), "--qrels", file(qrels), "--metric", kMalformed});
    }
    runs.push_back({"--queries", file(queries), "--strict"});
  }
  return runs;
}

TEST_F(HostileText, IsMadeSafeInAPipeWhereAPersonReads) {
  ASSERT_EQ(run_tool({"synonyms", file("rules.txt"), "--db", db_}).exit_code, 0);
  std::set<std::string> tried;
  for (auto arguments : human_runs()) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    tried.insert(arguments.front());
    arguments.insert(arguments.end(), {"--db", db_, "--verbose"});
    const auto run = run_tool(arguments);
    EXPECT_LE(run.exit_code, 1) << run.err;
    EXPECT_EQ(unsafe_in(run.out), "");
    EXPECT_EQ(unsafe_in(run.err), "");
  }
  for (auto arguments : data_runs()) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    tried.insert(arguments.front());
    arguments.insert(arguments.end(), {"--db", db_});
    const auto run = run_tool(arguments);
    EXPECT_LE(run.exit_code, 1) << run.err;
    EXPECT_FALSE(run.out.empty());
    EXPECT_EQ(unsafe_in(run.err), "");
  }
  std::istringstream help(run_tool({"--help"}).out);
  for (std::string line; std::getline(help, line);) {
    if (!line.starts_with("  ") || line[2] == ' ') continue;  // the list of commands
    const auto name = line.substr(2, line.find(' ', 2) - 2);
    EXPECT_TRUE(tried.contains(name)) << "no run of the command '" << name << "'";
  }
}

TEST_F(HostileText, IsMadeSafeInMessages) {
  for (auto arguments : failing_runs()) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    if (arguments.front() != "help") {
      arguments.insert(arguments.begin(), {"--db", db_});
    }
    const auto run = run_tool(arguments);
    EXPECT_FALSE(run.out.empty() && run.err.empty());
    EXPECT_EQ(unsafe_in(run.out), "");
    EXPECT_EQ(unsafe_in(run.err), "");
  }
  for (const std::string& place : {file("absent"), file("q.tsv")}) {
    for (const char* command : {"stats", "check", "export", "zebra"}) {
      const auto run = run_tool({command, "--db", place});
      EXPECT_EQ(run.exit_code, 2);
      EXPECT_EQ(unsafe_in(run.out + run.err), "");
    }
  }
}

TEST_F(HostileText, IsMadeSafeOnATerminal) {
  ASSERT_EQ(run_tool({"synonyms", file("rules.txt"), "--db", db_}).exit_code, 0);
  auto runs = human_runs();
  for (const auto& more : {data_runs(), failing_runs()}) runs.insert(runs.end(), more.begin(), more.end());
  for (auto arguments : runs) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    if (arguments.front() != "help") {
      arguments.insert(arguments.begin(), {"--db", db_, "--color", "never"});
    }
    auto run = run_tool_on_terminal(arguments);
    EXPECT_FALSE(run.out.empty() && run.err.empty());
    EXPECT_EQ(unsafe_in(run.out), "");
    erase_all(run.err, "\r\x1b[K");  // how far it is, drawn over and over
    EXPECT_EQ(unsafe_in(run.err), "");
  }
}

TEST_F(HostileText, LeavesOnlyTheStylesOfOurOwnWithColour) {
  for (auto arguments : human_runs()) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    arguments.insert(arguments.end(), {"--db", db_, "--color", "always"});
    auto run = run_tool_on_terminal(arguments);
    EXPECT_EQ(run.out.find("evil.example/\x1b"), std::string::npos) << "a link of the record's own";
    for (const char* ours : {"\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[36m", "\x1b[0m"}) erase_all(run.out, ours);
    erase_links(run.out);
    erase_all(run.err, "\r\x1b[K");
    EXPECT_EQ(unsafe_in(run.out), "");
    EXPECT_EQ(unsafe_in(run.err), "");
  }
}

TEST(Terminal, GetsLinksToPlainAddresses) {
  const auto run =
      run_tool_on_terminal({"pytorch", "-n", "1", "--color", "always", "--db", test::sample_index().string()});
  EXPECT_NE(run.out.find("\x1b]8;;https://"), std::string::npos) << run.out;
  EXPECT_NE(run.out.find("\x1b]8;;\x1b\\"), std::string::npos) << run.out;
  const auto piped = run_tool({"pytorch", "-n", "1", "--color", "always", "--db", test::sample_index().string()});
  EXPECT_EQ(piped.out.find("\x1b]8"), std::string::npos);
  EXPECT_NE(piped.out.find("\x1b[1m"), std::string::npos);
}

TEST_F(HostileText, IsExactInPipedDataAndKeepsItsValueInJsonOnATerminal) {
  std::size_t exact = 0;
  for (auto arguments : data_runs()) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    if (arguments.front() == "synonyms") continue;
    arguments.insert(arguments.end(), {"--db", db_});
    const auto piped = run_tool(arguments).out;
    const auto shown = run_tool_on_terminal(arguments).out;
    exact += unsafe_in(piped).empty() ? 0 : 1;
    const bool is_json = piped.starts_with('{');
    if (!is_json) continue;
    const auto parsed = [](const std::string& text) {
      auto json = Json::array();
      if (Json::accept(text)) {
        json.push_back(Json::parse(text));
      } else {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) json.push_back(Json::parse(line));
      }
      for (auto& one : json) one.erase("took_us");
      return json;
    };
    EXPECT_EQ(parsed(shown), parsed(piped));
  }
  EXPECT_GE(exact, 10u);
  EXPECT_EQ(Json::parse(run_tool({"show", id_, "--db", db_}).out), hostile_record(id_));
  EXPECT_EQ(run_tool({"show", id_, "--db", db_}).out, hostile_record(id_).dump() + "\n");
}

}  // namespace
}  // namespace kbsearch
