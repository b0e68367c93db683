// The protocol over standard input and output, as a host of agents runs it.
// To accept a new transcript: KBSEARCH_UPDATE_GOLDEN=1 build/release/tests/mcp_tests --gtest_filter='*Transcript*'
#include <gtest/gtest.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "mcp/line_reader.hpp"
#include "mcp/stdio.hpp"
#include "mcp/support.hpp"
#include "support/files.hpp"
#include "support/run_tool.hpp"

namespace kbsearch {
namespace {

using test::TestJson;

constexpr const char* kInitialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{}}})";

std::vector<TestJson> answers_in(const std::string& out) {
  std::vector<TestJson> answers;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) answers.push_back(TestJson::parse(line));
  return answers;
}

std::string request(int id, const std::string& method, const TestJson& params = TestJson::object()) {
  return TestJson({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}).dump() + '\n';
}

std::string call(int id, const std::string& tool, const TestJson& arguments) {
  return request(id, "tools/call", {{"name", tool}, {"arguments", arguments}});
}

class McpTool : public testing::Test {
 protected:
  McpTool() {
    test::load_lines(
        directory_ / "kb",
        R"({"id":"gov-compute","title":"Compute governance","type":"page","tags":["policy"],"importance":80,"summary":"Rules for the hardware that trains large models.","content":"Export controls on chips are the best known kind of compute governance. Reporting thresholds are another."})"
        "\n"
        R"({"id":"cset-chips","title":"Chips and their makers","type":"report","tags":["policy","hardware"],"published":"2023-05","importance":60,"summary":"The Center for Security and Emerging Technology (CSET) on who makes semiconductors.","content":"Few firms can make the machines that make chips.","cited_by":[{"id":"gov-compute","title":"Compute governance","quality":70}]})"
        "\n"
        R"({"id":"evals","title":"Dangerous capability evaluations","type":"page","tags":["safety"],"importance":70,"summary":"Tests of what a model can do before it is released."})"
        "\n");
  }
  test::ToolRun run(const std::string& input) const {
    return test::run_tool({"mcp", "--db", (directory_ / "kb").string()}, input);
  }

  const test::TemporaryDirectory directory_;
};

/// What is asked and answered, as a person reads it; versions and cursors of other searches stand as VERSION, CURSOR.
std::string transcript(const std::string& asked, const std::vector<TestJson>& answers) {
  std::string text;
  std::istringstream lines(asked);
  std::size_t at = 0;
  for (std::string line; std::getline(lines, line);) {
    text += "> " + line + '\n';
    const auto message = TestJson::parse(line, nullptr, false);
    if (message.is_object() && !message.contains("id")) continue;
    auto answer = at < answers.size() ? answers[at++] : TestJson("no answer");
    if (answer.contains("result") && answer["result"].contains("serverInfo")) {
      answer["result"]["serverInfo"]["version"] = "VERSION";
    }
    if (answer.contains("result") && answer["result"].contains("content")) {
      text += answer["result"]["content"][0]["text"].get<std::string>();
      if (!text.ends_with('\n')) text += '\n';
      answer["result"].erase("content");
    }
    text += answer.dump() + "\n\n";
  }
  return text;
}

TEST_F(McpTool, TranscriptIsTheOneThatWasReviewed) {
  std::string asked =
      std::string(kInitialize) + '\n' + R"({"jsonrpc":"2.0","method":"notifications/initialized"})" + '\n';
  int id = 0;
  const auto ask = [&](const std::string& tool, const TestJson& arguments) { asked += call(++id, tool, arguments); };
  asked += request(++id, "resources/templates/list");
  asked += request(++id, "resources/list");
  ask("search", {{"query", "export controls"}});
  ask("search", {{"query", "governance chips"}, {"limit", 1}, {"facets", {"type", "tag"}}});
  ask("search", {{"query", "goverance"}, {"filter", "type:reprt"}});
  ask("check_claim", {{"claim", "Export controls are a kind of compute governance"}});
  ask("check_claim", {{"claim", "Brazil has export controls on chips"}});
  ask("check_claim", {{"claim", "Photosynthesis produces oxygen"}});
  ask("get_record", {{"id", "cset-chips"}});
  ask("similar", {{"id", "gov-compute"}});
  ask("facets", TestJson::object());
  ask("facets", {{"query", "chips"}, {"facets", {"tag", "published:month"}}});
  ask("explain", {{"query", "chips"}, {"ids", {"cset-chips", "evals", "nope"}}});
  ask("search", {{"query", "chips"}, {"filter", "tpye:report"}});
  ask("serch", {{"query", "chips"}});
  asked += request(++id, "resources/read", {{"uri", "kbsearch://record/evals"}});
  asked += request(++id, "resources/read", {{"uri", "kbsearch://record/nope"}});
  const auto run = this->run(asked);
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "");
  auto actual = transcript(asked, answers_in(run.out));
  const auto path = std::filesystem::path(KBSEARCH_SOURCE_DIR) / "tests/golden/mcp.txt";
  if (std::getenv("KBSEARCH_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  EXPECT_EQ(actual, test::read_bytes(path));
}

TEST_F(McpTool, GoesOnAfterLinesThatAreNoMessages) {
  const std::string long_line(5 * 1024 * 1024, 'x');
  const auto run = this->run("\n  \nhello\n" + long_line + '\n' + std::string(kInitialize) + "\r\n" +
                             std::string(1'000'000, '[') + '\n' + "{\"jsonrpc\":\"2.0\",\"id\":\"\xFF\"}\n" +
                             std::string("\0\0\0\n", 4) + call(7, "search", {{"query", "chips"}}) + "{\"jsonrpc\"");
  EXPECT_EQ(run.exit_code, 0);
  const auto answers = answers_in(run.out);
  ASSERT_EQ(answers.size(), 8u) << run.out;
  EXPECT_EQ(answers[0].at("error").at("code"), -32700);
  EXPECT_EQ(answers[1].at("error").at("code"), -32600);
  EXPECT_NE(answers[1].at("error").at("message").get<std::string>().find("4194304"), std::string::npos);
  EXPECT_EQ(answers[2].at("result").at("protocolVersion"), "2025-06-18");
  EXPECT_EQ(answers[3].at("error").at("code"), -32600);
  EXPECT_EQ(answers[4].at("error").at("code"), -32700);
  EXPECT_EQ(answers[5].at("error").at("code"), -32700);
  EXPECT_EQ(answers[6].at("id"), 7);
  EXPECT_EQ(answers[6].at("result").at("structuredContent").at("hits").size(), 2u);
  EXPECT_EQ(answers[7].at("error").at("code"), -32700);
}

TEST_F(McpTool, SaysNothingOnStandardErrorUnlessItIsAskedTo) {
  EXPECT_EQ(run(std::string(kInitialize) + '\n' + call(1, "search", {{"query", "chips"}})).err, "");
  const auto told = test::run_tool({"mcp", "-v", "--db", (directory_ / "kb").string()},
                                   std::string(kInitialize) + '\n' + call(1, "search", {{"query", "secret words"}}));
  EXPECT_NE(told.err.find("kbsearch: tools/call in "), std::string::npos) << told.err;
  EXPECT_EQ(told.err.find("secret"), std::string::npos);
}

TEST_F(McpTool, StartsWithoutAnIndexAndSaysHowToBuildIt) {
  const auto path = (directory_ / "later").string();
  const auto asked = std::string(kInitialize) + '\n' + call(1, "search", {{"query", "chips"}});
  const auto before = test::run_tool({"mcp", "--db", path}, asked);
  EXPECT_EQ(before.exit_code, 0);
  EXPECT_NE(before.err.find("kbsearch index --db"), std::string::npos) << before.err;
  const auto result = answers_in(before.out).at(1).at("result");
  EXPECT_EQ(result.at("isError"), true);
  EXPECT_NE(result.dump().find("kbsearch index --db"), std::string::npos) << result;
}

TEST_F(McpTool, SeesACommitWithTheNextRequest) {
  int input[2];
  ASSERT_EQ(pipe(input), 0);
  auto shown = Searcher::open(directory_ / "kb");
  cli::mcp::Session session([&]() -> const Searcher& {
    shown.refresh();
    return shown;
  });
  std::vector<std::string> answers;
  std::mutex mutex;
  std::condition_variable changed;
  std::thread server([&] {
    cli::mcp::answer_lines(input[0], session, [&](const std::string& message) {
      const std::lock_guard lock(mutex);
      answers.push_back(message);
      changed.notify_all();
      return true;
    });
  });
  const auto send = [&](const std::string& text, std::size_t count) {
    EXPECT_EQ(write(input[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return answers.size() >= count; });
    return TestJson::parse(answers.back());
  };
  send(std::string(kInitialize) + '\n', 1);
  EXPECT_EQ(send(call(1, "search", {{"query", "lighthouse"}}), 2)["result"]["structuredContent"]["total"]["value"], 0);
  test::load_lines(directory_ / "kb", "{\"id\":\"new\",\"title\":\"Lighthouse\"}\n");
  EXPECT_EQ(send(call(2, "search", {{"query", "lighthouse"}}), 3)["result"]["structuredContent"]["total"]["value"], 1);
  close(input[1]);
  server.join();
  close(input[0]);
}

TEST_F(McpTool, EndsWhenNobodyReads) {
  int input[2];
  ASSERT_EQ(pipe(input), 0);
  auto searcher = Searcher::open(directory_ / "kb");
  cli::mcp::Session session([&]() -> const Searcher& { return searcher; });
  const auto asked = std::string(kInitialize) + '\n' + request(1, "ping") + request(2, "ping");
  ASSERT_EQ(write(input[1], asked.data(), asked.size()), static_cast<ssize_t>(asked.size()));
  int sent = 0;
  // The input stays open: it ends by itself.
  cli::mcp::answer_lines(input[0], session, [&](const std::string&) { return ++sent < 2; });
  EXPECT_EQ(sent, 2);
  close(input[0]);
  close(input[1]);
}

TEST_F(McpTool, RefusesWhatItCannotKeepWaiting) {
  int input[2];
  ASSERT_EQ(pipe(input), 0);
  auto searcher = Searcher::open(directory_ / "kb");
  cli::mcp::Session session([&]() -> const Searcher& { return searcher; });
  const int kRequests = 600;
  std::thread client([&] {
    std::string asked = std::string(kInitialize) + '\n';
    for (int i = 1; i <= kRequests; ++i) asked += call(i, "check_claim", {{"claim", "export controls on chips"}});
    for (std::size_t at = 0; at < asked.size();) {
      const auto count = write(input[1], asked.data() + at, asked.size() - at);
      if (count <= 0) break;
      at += static_cast<std::size_t>(count);
    }
    close(input[1]);
  });
  std::map<int, int> codes;  // by id
  cli::mcp::answer_lines(input[0], session, [&](const std::string& message) {
    const auto answer = TestJson::parse(message);
    const int code = answer.contains("error") ? answer["error"]["code"].get<int>() : 0;
    EXPECT_TRUE(codes.emplace(answer.at("id"), code).second);
    return true;
  });
  client.join();
  close(input[0]);
  // Each is answered once: done, or told to come again.
  EXPECT_EQ(codes.size(), 1u + kRequests);
  std::size_t done = 0;
  for (const auto& [id, code] : codes) {
    EXPECT_TRUE(code == 0 || code == -32000) << code;
    done += code == 0;
  }
  EXPECT_GE(done, cli::mcp::kMostWaiting);
}

TEST(McpLineReader, GivesLinesHoweverTheyArrive) {
  const std::string text = "one\r\n\n" + std::string(70'000, 'x') + "\n" + std::string(20, 'y') + "\nlast";
  for (const std::size_t piece : {1u, 7u, 65'536u}) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    std::thread writer([&] {
      for (std::size_t at = 0; at < text.size(); at += piece) {
        const auto part = text.substr(at, piece);
        EXPECT_EQ(write(ends[1], part.data(), part.size()), static_cast<ssize_t>(part.size()));
      }
      close(ends[1]);
    });
    cli::mcp::LineReader lines(ends[0], 20);
    std::vector<std::string> read;
    while (const auto line = lines.next()) read.push_back(line->is_too_long ? "TOO LONG" : line->text);
    EXPECT_EQ(read, (std::vector<std::string>{"one", "", "TOO LONG", std::string(20, 'y'), "last"})) << piece;
    writer.join();
    close(ends[0]);
  }
}

}  // namespace
}  // namespace kbsearch
