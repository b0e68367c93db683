// The protocol over HTTP, without a network.
#include <gtest/gtest.h>

#include "mcp/http.hpp"
#include "mcp/support.hpp"

namespace kbsearch {
namespace {

using cli::mcp::HttpRequest;
using cli::mcp::HttpResponse;
using test::TestJson;

const std::string kPing = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";

HttpRequest post(std::string_view body) {
  HttpRequest request;
  request.body = body;
  request.content_type = "application/json";
  request.accept = "application/json, text/event-stream";
  return request;
}

HttpResponse answered(const HttpRequest& request) { return cli::mcp::answer_post(request, test::sample_searcher()); }

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

}  // namespace
}  // namespace kbsearch
