// The protocol over HTTP, without a network.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "mcp/http.hpp"
#include "mcp/support.hpp"

namespace kbsearch {
namespace {

using cli::mcp::HttpRequest;
using cli::mcp::HttpResponse;
using cli::mcp::HttpSessions;
using test::TestJson;

const std::string kPing = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";

HttpRequest post(std::string_view body) {
  HttpRequest request;
  request.body = body;
  request.content_type = "application/json";
  request.accept = "application/json, text/event-stream";
  return request;
}

HttpResponse answered(const HttpRequest& request, HttpSessions& sessions) {
  return cli::mcp::answer_post(request, test::sample_searcher(), sessions);
}

HttpResponse answered(const HttpRequest& request) {
  HttpSessions sessions;
  return answered(request, sessions);
}

TEST(McpHttp, AnswersEachMessageByItself) {
  const auto pong = answered(post(kPing));
  EXPECT_EQ(pong.status, 200);
  EXPECT_EQ(TestJson::parse(pong.body).at("result"), TestJson::object());
  auto request = post(R"({"jsonrpc":"2.0","id":"s","method":"tools/call","params":{"name":"search",)"
                      R"("arguments":{"query":"pytorch"}}})");
  request.protocol_version = "2025-06-18";
  const auto found = TestJson::parse(answered(request).body).at("result");
  EXPECT_GT(found.at("structuredContent").at("hits").size(), 0u);
  // Who does not say which version it speaks is spoken to in an older one.
  request.protocol_version = "";
  EXPECT_FALSE(TestJson::parse(answered(request).body).at("result").contains("structuredContent"));
  const auto initialize = answered(post(
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}})"));
  EXPECT_EQ(TestJson::parse(initialize.body).at("result").at("protocolVersion"), "2025-11-25");
}

TEST(McpHttp, AcceptsNotificationsWithoutABody) {
  for (const char* body :
       {R"({"jsonrpc":"2.0","method":"notifications/initialized"})", R"({"jsonrpc":"2.0","id":1,"result":{}})"}) {
    const auto response = answered(post(body));
    EXPECT_EQ(response.status, 202);
    EXPECT_EQ(response.body, "");
  }
}

TEST(McpHttp, RefusesWhatABrowserOfAnotherSiteWouldSend) {
  auto request = post(kPing);
  request.origin = "https://evil.example";
  EXPECT_EQ(answered(request).status, 403);
  request.is_allowed_origin = [](const std::string& origin) { return origin == "http://localhost:7700"; };
  EXPECT_EQ(answered(request).status, 403);
  request.origin = "null";
  EXPECT_EQ(answered(request).status, 403);
  request.origin = "http://localhost:7700";
  EXPECT_EQ(answered(request).status, 200);
  EXPECT_EQ(cli::mcp::host_of_origin("http://localhost:7700"), "localhost:7700");
  EXPECT_EQ(cli::mcp::host_of_origin("null"), "");
}

TEST(McpHttp, RefusesOtherTypesVersionsAndBodies) {
  struct Row {
    const char* name;
    HttpRequest request;
    int status;
  };
  auto form = post(kPing);
  form.content_type = "text/plain";
  auto no_type = post(kPing);
  no_type.content_type = "";
  auto with_charset = post(kPing);
  with_charset.content_type = "Application/JSON; charset=utf-8";
  auto html = post(kPing);
  html.accept = "text/html";
  auto anything = post(kPing);
  anything.accept = "text/html, */*;q=0.1";
  auto unsaid = post(kPing);
  unsaid.accept = "";
  auto version = post(kPing);
  version.protocol_version = "1999-01-01";
  auto batch = post("[" + std::string() + R"({"jsonrpc":"2.0","id":1,"method":"ping"}])");
  const Row kRows[] = {{"Form", form, 415},
                       {"NoType", no_type, 415},
                       {"WithCharset", with_charset, 200},
                       {"Html", html, 406},
                       {"Anything", anything, 200},
                       {"AcceptUnsaid", unsaid, 200},
                       {"Version", version, 400},
                       {"NoJson", post("hello"), 400},
                       {"NoMessage", post("{}"), 400},
                       {"EmptyBody", post(""), 400},
                       {"UnknownMethodIsAnAnswer", post(R"({"jsonrpc":"2.0","id":1,"method":"x"})"), 200}};
  for (const auto& row : kRows) {
    const auto response = answered(row.request);
    EXPECT_EQ(response.status, row.status) << row.name << response.body;
    EXPECT_TRUE(TestJson::accept(response.body)) << row.name;
  }
}

TEST(McpHttp, EndsASearchWhoseClientHasGone) {
  auto request = post(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search",)"
                      R"("arguments":{"query":"pytorch"}}})");
  std::stop_source stop;
  stop.request_stop();
  request.stop = stop.get_token();
  EXPECT_EQ(answered(request).status, 202);
}

constexpr const char* kInitialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}})";

TEST(McpHttp, OffersASessionAtInitializeAlone) {
  HttpSessions sessions;
  EXPECT_EQ(answered(post(kPing), sessions).session, "");
  const auto id = answered(post(kInitialize), sessions).session;
  EXPECT_EQ(id.size(), 32u);
  EXPECT_NE(answered(post(kInitialize), sessions).session, id);
  EXPECT_EQ(answered(post(R"({"jsonrpc":"2.0","id":0,"method":"initialize"})"), sessions).session, "") << "refused";
  auto request = post(R"({"jsonrpc":"2.0","id":"s","method":"tools/call","params":{"name":"search",)"
                      R"("arguments":{"query":"pytorch"}}})");
  request.session = id;
  const auto found = TestJson::parse(answered(request, sessions).body).at("result");
  EXPECT_TRUE(found.contains("structuredContent")) << "a session speaks the version that was agreed";
}

TEST(McpHttp, SaysThatASessionIsNotThere) {
  HttpSessions sessions;
  auto request = post(kPing);
  request.session = "no such";
  EXPECT_EQ(answered(request, sessions).status, 404);
  EXPECT_EQ(cli::mcp::answer_delete(request, sessions).status, 404);
  request.session = answered(post(kInitialize), sessions).session;
  EXPECT_EQ(answered(request, sessions).status, 200);
  EXPECT_EQ(cli::mcp::answer_delete(request, sessions).status, 204);
  EXPECT_EQ(answered(request, sessions).status, 404);
  EXPECT_EQ(cli::mcp::answer_delete(request, sessions).status, 404);
  EXPECT_EQ(cli::mcp::answer_delete(post(""), sessions).status, 400) << "which?";
  request.origin = "https://evil.example";
  EXPECT_EQ(cli::mcp::answer_delete(request, sessions).status, 403);
}

TEST(McpHttp, KeepsSessionsWithinNumberAndAge) {
  HttpSessions sessions({.most = 2, .unused = std::chrono::seconds(60)});
  const auto start = HttpSessions::Clock::now();
  const auto at = [&](int seconds) { return start + std::chrono::seconds(seconds); };
  const auto first = sessions.begin("2025-11-25", at(0));
  const auto second = sessions.begin("2025-11-25", at(1));
  EXPECT_NE(sessions.find(first, at(2)), nullptr);
  const auto third = sessions.begin("2025-06-18", at(3));
  EXPECT_EQ(sessions.find(second, at(4)), nullptr) << "unused the longest";
  EXPECT_NE(sessions.find(first, at(50)), nullptr);
  EXPECT_EQ(sessions.find(third, at(64)), nullptr) << "too long unused";
  EXPECT_NE(sessions.find(first, at(110)), nullptr);
}

/// Ends requests of a session by another POST while one is under way.
TEST(McpHttp, CancelsARequestOfTheSessionAndOfNoOther) {
  HttpSessions sessions;
  const auto own = answered(post(kInitialize), sessions).session;
  const auto other = answered(post(kInitialize), sessions).session;
  const auto session = sessions.find(own);
  std::stop_source stop;
  ASSERT_TRUE(session->under_way.add("7", stop));
  auto cancel = post(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}})");
  EXPECT_EQ(answered(cancel, sessions).status, 202);
  cancel.session = other;
  EXPECT_EQ(answered(cancel, sessions).status, 202);
  EXPECT_FALSE(stop.stop_requested());
  auto same = post(R"({"jsonrpc":"2.0","id":7,"method":"ping"})");
  same.session = own;
  EXPECT_TRUE(TestJson::parse(answered(same, sessions).body).contains("error")) << "that id is not answered yet";
  same.session = other;
  EXPECT_TRUE(TestJson::parse(answered(same, sessions).body).contains("result"));
  cancel.session = own;
  EXPECT_EQ(answered(cancel, sessions).status, 202);
  EXPECT_TRUE(stop.stop_requested());
}

TEST(McpHttp, EndsWhatASessionHasUnderWayWithIt) {
  HttpSessions sessions;
  auto request = post("");
  request.session = answered(post(kInitialize), sessions).session;
  std::stop_source stop;
  ASSERT_TRUE(sessions.find(request.session)->under_way.add("7", stop));
  EXPECT_EQ(cli::mcp::answer_delete(request, sessions).status, 204);
  EXPECT_TRUE(stop.stop_requested());
}

TEST(McpHttp, CancelsASearchThatIsAtWork) {
  HttpSessions sessions;
  auto request = post(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"check_claim",)"
                      R"("arguments":{"claim":"the pytorch foundation governs open source models"}}})");
  request.session = answered(post(kInitialize), sessions).session;
  auto cancel = post(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  cancel.session = request.session;
  // However soon it comes, there is either no answer or a whole one.
  int cancelled = 0;
  for (int round = 0; round < 2'000 && cancelled == 0; ++round) {
    std::atomic<bool> is_done = false;
    std::jthread canceller([&] {
      while (!is_done) EXPECT_EQ(answered(cancel, sessions).status, 202);
    });
    const auto response = answered(request, sessions);
    is_done = true;
    if (response.status == 202) {
      EXPECT_EQ(response.body, "");
      ++cancelled;
    } else {
      EXPECT_TRUE(TestJson::parse(response.body).contains("result"));
    }
  }
  EXPECT_GT(cancelled, 0);
}

TEST(McpHttp, KnowsWhatNeedNotWaitBehindSearches) {
  EXPECT_TRUE(cli::mcp::is_notification(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{}})"));
  EXPECT_FALSE(cli::mcp::is_notification(kPing));
  EXPECT_FALSE(cli::mcp::is_notification(""));
  EXPECT_FALSE(cli::mcp::is_notification("["));
  EXPECT_FALSE(cli::mcp::is_notification(std::string(5'000, ' ') + R"({"jsonrpc":"2.0","method":"a"})"));
}

}  // namespace
}  // namespace kbsearch
