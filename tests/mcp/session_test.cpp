// The protocol, apart from its tools and from how messages travel.
#include <gtest/gtest.h>

#include <thread>

#include "kbsearch/error.hpp"
#include "mcp/support.hpp"
#include "support/searched_lines.hpp"

namespace kbsearch {
namespace {

using cli::mcp::Session;
using test::TestJson;
using test::TestSession;

Session sample_session() {
  return Session([]() -> const Searcher& { return test::sample_searcher(); });
}

TestJson answer_to(Session& session, const std::string& text) {
  const auto answer = session.receive(text);
  return answer.empty() ? TestJson() : TestJson::parse(answer);
}

int code_of(const TestJson& answer) { return answer.contains("error") ? answer["error"]["code"].get<int>() : 0; }

TEST(McpSession, SpeaksTheVersionThatIsAskedForOrItsLatest) {
  const std::pair<const char*, const char*> kVersions[] = {{"2024-11-05", "2024-11-05"},
                                                           {"2025-03-26", "2025-03-26"},
                                                           {"2025-06-18", "2025-06-18"},
                                                           {"2025-11-25", "2025-11-25"},
                                                           {"2024-10-07", "2025-11-25"},
                                                           {"2099-01-01", "2025-11-25"},
                                                           {"", "2025-11-25"}};
  for (const auto& [asked, spoken] : kVersions) {
    const TestSession session(asked);
    const auto& result = session.initialized().at("result");
    EXPECT_EQ(result.at("protocolVersion"), spoken) << asked;
    EXPECT_EQ(result.at("serverInfo").at("name"), "kbsearch");
    EXPECT_TRUE(result.at("capabilities").contains("tools"));
    EXPECT_TRUE(result.at("capabilities").contains("resources"));
    EXPECT_FALSE(result.at("instructions").get<std::string>().empty());
  }
}

TEST(McpSession, TellsToEachVersionWhatItHas) {
  struct Row {
    const char* version;
    bool has_annotations;
    bool has_structure;
  };
  for (const auto& row : {Row{"2024-11-05", false, false}, Row{"2025-03-26", true, false},
                          Row{"2025-06-18", true, true}, Row{"2025-11-25", true, true}}) {
    SCOPED_TRACE(row.version);
    TestSession session(row.version);
    const auto tools = session.ask("tools/list").at("result").at("tools");
    EXPECT_EQ(tools.size(), 6u);
    for (const auto& tool : tools) {
      EXPECT_EQ(tool.contains("annotations"), row.has_annotations);
      EXPECT_EQ(tool.contains("outputSchema"), row.has_structure);
      EXPECT_EQ(tool.contains("title"), row.has_structure);
    }
    const auto result = session.call("search", {{"query", "pytorch"}});
    EXPECT_EQ(result.contains("structuredContent"), row.has_structure);
    EXPECT_EQ(result.at("content").at(0).at("type"), "text");
  }
}

TEST(McpSession, SaysOfEachToolThatItOnlyReads) {
  TestSession session;
  const TestJson tools = session.ask("tools/list").at("result").at("tools");
  for (const auto& tool : tools) {
    const auto& annotations = tool.at("annotations");
    EXPECT_EQ(annotations.at("readOnlyHint"), true);
    EXPECT_EQ(annotations.at("idempotentHint"), true);
    EXPECT_EQ(annotations.at("openWorldHint"), false);
    EXPECT_EQ(tool.at("inputSchema").at("type"), "object");
    EXPECT_EQ(tool.at("outputSchema").at("type"), "object");
    // Hosts cut what is longer.
    EXPECT_LT(tool.at("description").get<std::string>().size(), 1'100u) << tool.at("name");
  }
}

TEST(McpSession, AnswersNothingButPingBeforeItIsInitialized) {
  auto session = sample_session();
  EXPECT_EQ(answer_to(session, R"({"jsonrpc":"2.0","id":1,"method":"ping"})").at("result"), TestJson::object());
  const auto early = answer_to(session, R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})");
  EXPECT_EQ(code_of(early), -32600);
  EXPECT_EQ(early.at("error").at("message"), "send 'initialize' first");
  EXPECT_TRUE(session.receive(R"({"jsonrpc":"2.0","method":"notifications/initialized"})").empty());
  EXPECT_EQ(code_of(answer_to(session, R"({"jsonrpc":"2.0","id":3,"method":"tools/list"})")), -32600);
  answer_to(session, R"({"jsonrpc":"2.0","id":4,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})");
  EXPECT_EQ(code_of(answer_to(session, R"({"jsonrpc":"2.0","id":5,"method":"tools/list"})")), 0);
}

TEST(McpSession, RefusesWhatIsNoMessage) {
  struct Row {
    const char* name;
    std::string text;
    int code;
  };
  const std::string deep(100'000, '[');
  const Row kRows[] = {
      {"NoJson", "hello", -32700},
      {"Empty", "", -32700},
      {"CutOff", R"({"jsonrpc":"2.0","id":1,"method":"pi)", -32700},
      {"TwoMessages", R"({"jsonrpc":"2.0","id":1,"method":"ping"} {})", -32700},
      {"NoUtf8", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xFF\xFE\"}", -32700},
      {"Number", "7", -32600},
      {"Text", "\"ping\"", -32600},
      {"OtherVersion", R"({"jsonrpc":"1.0","id":1,"method":"ping"})", -32600},
      {"NoVersion", R"({"id":1,"method":"ping"})", -32600},
      {"NullId", R"({"jsonrpc":"2.0","id":null,"method":"ping"})", -32600},
      {"FractionId", R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})", -32600},
      {"ObjectId", R"({"jsonrpc":"2.0","id":{},"method":"ping"})", -32600},
      {"NoMethod", R"({"jsonrpc":"2.0","id":1})", -32600},
      {"NumberMethod", R"({"jsonrpc":"2.0","id":1,"method":7})", -32600},
      {"ListParams", R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})", -32602},
      {"UnknownMethod", R"({"jsonrpc":"2.0","id":1,"method":"tools/run"})", -32601},
      {"UnknownTool", R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"serch"}})", -32602},
      {"NoToolName", R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}})", -32602},
      {"BadCursor", R"({"jsonrpc":"2.0","id":1,"method":"resources/list","params":{"cursor":"x"}})", -32602},
      {"BadToolCursor", R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}})", -32602},
      {"NoUri", R"({"jsonrpc":"2.0","id":1,"method":"resources/read"})", -32602},
      {"UnknownUri", R"({"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///etc/passwd"}})",
       -32002},
      {"InitializeWithoutVersion", R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{}})", -32602},
      {"TooDeep", deep, -32600},
      {"DeepParams",
       R"({"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":)" + std::string(70, '[') + std::string(70, ']') + "}}",
       -32600},
      {"TooLong", std::string(cli::mcp::kMostMessageBytes + 1, ' '), -32600},
      {"Batch", R"([{"jsonrpc":"2.0","id":1,"method":"ping"}])", -32600},
      {"EmptyBatch", "[]", -32600},
  };
  TestSession session;
  for (const auto& row : kRows) {
    const auto answer = answer_to(session.session(), row.text);
    EXPECT_EQ(code_of(answer), row.code) << row.name << ": " << answer.dump();
    EXPECT_FALSE(answer["error"]["message"].get<std::string>().empty()) << row.name;
    // It goes on as before.
    EXPECT_EQ(session.ask("ping").at("result"), TestJson::object()) << row.name;
  }
}

TEST(McpSession, SaysNothingToNotificationsAndAnswers) {
  TestSession session;
  for (const char* text :
       {R"({"jsonrpc":"2.0","method":"notifications/initialized"})", R"({"jsonrpc":"2.0","method":"no/such/thing"})",
        R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":77}})",
        R"({"jsonrpc":"2.0","method":"notifications/cancelled"})", R"({"jsonrpc":"2.0","id":9,"result":{}})",
        R"({"jsonrpc":"2.0","id":9,"error":{"code":1,"message":"x"}})"}) {
    EXPECT_EQ(session.session().receive(text), "") << text;
  }
}

TEST(McpSession, AnswersBatchesWhereTheVersionHasThem) {
  const auto batch =
      R"([{"jsonrpc":"2.0","id":"a","method":"ping"},{"jsonrpc":"2.0","method":"notifications/initialized"},7,)"
      R"({"jsonrpc":"2.0","id":"b","method":"initialize","params":{"protocolVersion":"2025-03-26"}}])";
  TestSession session("2025-03-26");
  const auto answers = answer_to(session.session(), batch);
  ASSERT_EQ(answers.size(), 3u);
  EXPECT_EQ(answers[0].at("id"), "a");
  EXPECT_TRUE(answers[1].at("id").is_null());
  EXPECT_EQ(code_of(answers[2]), -32600);
  EXPECT_EQ(session.session().receive(R"([{"jsonrpc":"2.0","method":"notifications/initialized"}])"), "");
  std::string many = "[";
  for (int i = 0; i < 65; ++i) many += (i > 0 ? "," : "") + std::string(R"({"jsonrpc":"2.0","method":"x"})");
  EXPECT_EQ(code_of(answer_to(session.session(), many + "]")), -32600);

  TestSession later("2025-06-18");
  const auto refused = answer_to(later.session(), batch);
  EXPECT_EQ(code_of(refused), -32600);
  // Its requests are not under way for ever.
  EXPECT_EQ(code_of(answer_to(later.session(), R"({"jsonrpc":"2.0","id":"a","method":"ping"})")), 0);
}

TEST(McpSession, TakesAnIdThatIsATextAndGivesItBackAsOne) {
  TestSession session;
  EXPECT_EQ(answer_to(session.session(), R"({"jsonrpc":"2.0","id":"7","method":"ping"})").at("id"), "7");
  EXPECT_EQ(answer_to(session.session(), R"({"jsonrpc":"2.0","id":-7,"method":"ping"})").at("id"), -7);
  EXPECT_EQ(answer_to(session.session(), R"({"jsonrpc":"2.0","id":18446744073709551615,"method":"ping"})").at("id"),
            18446744073709551615u);
}

TEST(McpSession, RefusesAnIdThatIsUnderWay) {
  TestSession session;
  auto first = cli::mcp::read_message(R"({"jsonrpc":"2.0","id":5,"method":"ping"})");
  auto second = first;
  second.messages[0].stop = {};
  session.session().arrived(first);
  session.session().arrived(second);
  EXPECT_EQ(code_of(TestJson::parse(session.session().answer(second))), -32600);
  EXPECT_EQ(code_of(TestJson::parse(session.session().answer(first))), 0);
  EXPECT_EQ(code_of(answer_to(session.session(), R"({"jsonrpc":"2.0","id":5,"method":"ping"})")), 0);
}

TEST(McpSession, AnswersNothingToARequestThatWasCancelledWhileItWaited) {
  TestSession session;
  auto waiting = cli::mcp::read_message(
      R"({"jsonrpc":"2.0","id":"q","method":"tools/call","params":{"name":"search","arguments":{"query":"heat"}}})");
  session.session().arrived(waiting);
  // Of another id, though it reads alike.
  session.session().receive(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"other"}})");
  session.session().receive(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"q"}})");
  EXPECT_EQ(session.session().answer(waiting), "");
}

/// An index whose searches last: wildcards over many words.
std::string long_question() {
  std::string query;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (const char b : std::string_view("aeiourst")) query += std::string("(") + a + b + "* OR w" + a + "*) ";
  }
  return query;
}

TEST(McpSession, EndsASearchThatIsUnderWayWhenItIsCancelled) {
  TestSession session;
  const TestJson request = {{"jsonrpc", "2.0"},
                            {"id", 1'000},
                            {"method", "tools/call"},
                            {"params", {{"name", "search"}, {"arguments", {{"query", long_question()}}}}}};
  // However soon the cancellation comes, there is either no answer or a whole one, and the session goes on.
  std::size_t cancelled = 0;
  for (int wait_us = 0; wait_us < 20'000 && cancelled < 3; wait_us += 200) {
    auto incoming = cli::mcp::read_message(request.dump());
    ASSERT_FALSE(incoming.fault.has_value());
    session.session().arrived(incoming);
    std::string answer;
    std::thread worker([&] { answer = session.session().answer(incoming); });
    std::this_thread::sleep_for(std::chrono::microseconds(wait_us));
    auto cancel = cli::mcp::read_message(
        R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1000,"reason":"no more"}})");
    session.session().arrived(cancel);
    worker.join();
    if (answer.empty()) {
      ++cancelled;
    } else {
      EXPECT_EQ(code_of(TestJson::parse(answer)), 0);
    }
    EXPECT_EQ(session.ask("ping").at("result"), TestJson::object());
  }
  EXPECT_GE(cancelled, 1u);
}

TEST(McpSession, SaysWhatMendsAnIndexThatIsNotThere) {
  Session session([]() -> const Searcher& {
    throw Error(ErrorCode::kIndexNotFound, "there is no index at 'kb'", "kb", Remedy::kBuild);
  });
  answer_to(session, R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})");
  EXPECT_EQ(answer_to(session, R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})").at("result").at("tools").size(),
            6u);
  const auto result = answer_to(session, R"({"jsonrpc":"2.0","id":3,"method":"tools/call",)"
                                         R"("params":{"name":"search","arguments":{"query":"heat"}}})")
                          .at("result");
  EXPECT_EQ(result.at("isError"), true);
  const std::string text = result.at("content").at(0).at("text");
  EXPECT_NE(text.find("kbsearch index --db 'kb' PATH"), std::string::npos) << text;
  EXPECT_NE(text.find("nothing can be said"), std::string::npos) << text;
  EXPECT_EQ(code_of(answer_to(session, R"({"jsonrpc":"2.0","id":4,"method":"resources/list"})")), -32603);
}

TEST(McpSession, WithholdsWhereFilesLieFromWhoIsFarAway) {
  std::vector<std::string> withheld;
  cli::mcp::SessionOptions options;
  options.begins_with_initialize = false;
  options.withhold = [&](const std::string& words) { withheld.push_back(words); };
  Session session([]() -> const Searcher& { throw Error(ErrorCode::kIndexCorrupt, "'/srv/kb' is damaged", "/srv/kb"); },
                  options);
  const std::string call =
      R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"heat"}}})";
  for (const auto& asked : {call, std::string(R"({"jsonrpc":"2.0","id":2,"method":"resources/list"})")}) {
    const auto told = session.receive(asked);
    EXPECT_NE(told.find("the index is damaged; nothing can be said"), std::string::npos) << told;
    EXPECT_EQ(told.find("/srv"), std::string::npos) << told;
  }
  EXPECT_EQ(withheld, std::vector<std::string>(2, "'/srv/kb' is damaged"));
}

TEST(McpSession, TellsThatASearchTookTooLong) {
  cli::mcp::SessionOptions options;
  options.timeout = std::chrono::milliseconds(0);
  Session session([]() -> const Searcher& { return test::sample_searcher(); }, options);
  answer_to(session, R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})");
  const auto result = answer_to(session, R"({"jsonrpc":"2.0","id":3,"method":"tools/call",)"
                                         R"("params":{"name":"search","arguments":{"query":"heat"}}})")
                          .at("result");
  EXPECT_EQ(result.at("isError"), true);
  EXPECT_NE(result.dump().find("took too long"), std::string::npos) << result;
}

TEST(McpResources, ListEachRecordOnceAndGiveItAsItIs) {
  TestSession session;
  std::map<std::string, std::string> seen;
  TestJson params = TestJson::object();
  for (int page = 0; page < 100; ++page) {
    const auto result = session.ask("resources/list", params).at("result");
    for (const auto& resource : result.at("resources")) {
      EXPECT_EQ(resource.at("mimeType"), "application/json");
      EXPECT_TRUE(seen.emplace(resource.at("uri"), resource.at("name")).second) << resource;
    }
    if (!result.contains("nextCursor")) break;
    params["cursor"] = result.at("nextCursor");
  }
  std::size_t count = 0;
  test::sample_searcher().for_each_record([&](const Record& record) {
    ++count;
    const auto uri = "kbsearch://record/" + record.id;
    ASSERT_TRUE(seen.contains(uri)) << uri;
    const auto contents = session.ask("resources/read", {{"uri", uri}}).at("result").at("contents");
    EXPECT_EQ(contents.at(0).at("text"), record.json);
  });
  EXPECT_EQ(seen.size(), count);
  EXPECT_GT(count, 50u);
}

TEST(McpResources, FindRecordsWhoseIdsNeedEscapes) {
  const std::string ids[] = {"notes/heat pumps", "a%2Fb", "100%", "Wärme", "x?y#z", "%"};
  std::string lines;
  for (const auto& id : ids) lines += TestJson({{"id", id}, {"title", "t"}}).dump() + '\n';
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", lines);
  const auto searcher = Searcher::open(directory / "kb");
  TestSession session("2025-11-25", searcher);
  const auto listed = session.ask("resources/list").at("result").at("resources");
  ASSERT_EQ(listed.size(), std::size(ids));
  for (const auto& resource : listed) {
    const std::string uri = resource.at("uri");
    EXPECT_EQ(uri.find_first_of(" ?#\xC3", 18), std::string::npos) << uri;
    const auto contents = session.ask("resources/read", {{"uri", uri}}).at("result").at("contents");
    EXPECT_EQ(TestJson::parse(contents.at(0).at("text").get<std::string>()).at("id"), resource.at("name"));
  }
  // A client that does not encode what it need not.
  EXPECT_TRUE(session.ask("resources/read", {{"uri", "kbsearch://record/notes/heat%20pumps"}}).contains("result"));
}

}  // namespace
}  // namespace kbsearch
