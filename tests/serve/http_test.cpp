// The service as HTTP: tags, packing, methods, hosts, and what is wrong with a request.
#include <gtest/gtest.h>
#include <zlib.h>

#include <nlohmann/json.hpp>

#include "serve/running_service.hpp"

namespace kbsearch::test {
namespace {

using nlohmann::json;

const RunningService& service() {
  static const RunningService service;
  return service;
}

std::string unpacked(const std::string& packed) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string text(1u << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const bool is_whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
  text.resize(is_whole ? stream.total_out : 0);
  inflateEnd(&stream);
  return text;
}

TEST(HttpService, SaysNotModifiedToWhoHasTheAnswer) {
  const auto first = service().get("/v1/records/87c36d42aade0023");
  ASSERT_EQ(first.status, 200);
  const auto tag = first.header("etag");
  ASSERT_TRUE(tag.starts_with("W/\"")) << tag;
  EXPECT_EQ(first.header("cache-control"), "no-cache");
  for (const auto& known : {tag, tag.substr(2), "\"other\", " + tag}) {
    const auto again = service().get("/v1/records/87c36d42aade0023", "If-None-Match: " + known + "\r\n");
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_EQ(again.body, "");
    EXPECT_EQ(again.header("etag"), tag);
  }
  EXPECT_EQ(service().get("/v1/records/53281bf9fa68579d", "If-None-Match: " + tag + "\r\n").status, 200);
}

TEST(HttpService, TagsWhatItAnswersInAnotherWayOtherwise) {
  auto settings = test_settings();
  settings.show_paths = true;
  const RunningService telling(settings);
  const RunningService again(settings);
  for (const char* target : {"/v1/search?q=pytorch", "/v1/records/87c36d42aade0023", "/v1/similar/87c36d42aade0023"}) {
    const auto tag = service().get(target).header("etag");
    const auto telling_tag = telling.get(target).header("etag");
    EXPECT_NE(telling_tag, tag) << target;
    EXPECT_EQ(telling_tag, again.get(target).header("etag")) << target;
    EXPECT_EQ(telling.get(target, "If-None-Match: " + tag + "\r\n").status, 200) << target;
    EXPECT_EQ(again.get(target, "If-None-Match: " + telling_tag + "\r\n").status, 304) << target;
  }
}

TEST(HttpService, PacksForWhoTakesIt) {
  const auto plain = service().get("/v1/records/87c36d42aade0023");
  const auto packed = service().get("/v1/records/87c36d42aade0023", "Accept-Encoding: br;q=1, gzip;q=0.5\r\n");
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), plain.body.size());
  EXPECT_EQ(unpacked(packed.body), plain.body);
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  for (const char* refused : {"gzip;q=0", "br", "identity", "xgzip"}) {
    const auto answer =
        service().get("/v1/records/87c36d42aade0023", std::string("Accept-Encoding: ") + refused + "\r\n");
    EXPECT_EQ(answer.header("content-encoding"), "") << refused;
    EXPECT_EQ(answer.body, plain.body);
  }
}

TEST(HttpService, AnswersHeadAsGetWithoutItsBody) {
  for (const char* target : {"/v1/records/87c36d42aade0023", "/healthz", "/nothing", "/openapi.json"}) {
    HttpClient client(service().port());
    client.send(http_request("HEAD", target) + http_request("GET", target));
    const auto head = client.answer(true);
    const auto got = client.answer();
    EXPECT_EQ(head.status, got.status);
    EXPECT_EQ(head.headers, got.headers) << target;
    EXPECT_EQ(head.header("content-length"), std::to_string(got.body.size()));
  }
}

TEST(HttpService, AnswersSeveralRequestsOfOneConnection) {
  HttpClient client(service().port());
  std::string requests;
  for (int i = 0; i < 20; ++i) requests += http_request("GET", "/v1/search?limit=1&q=pytorch");
  client.send(requests + http_request("POST", "/v1/search", "", R"({"q":"pytorch","limit":0})") +
              http_request("GET", "/healthz", "Connection: close\r\n"));
  for (int i = 0; i < 21; ++i) EXPECT_EQ(client.answer().status, 200) << i;
  EXPECT_EQ(client.answer().body, "ok\n");
  EXPECT_TRUE(client.is_closed());
}

struct FaultCase {
  const char* name;
  std::string request;
  int status;
  const char* code;
};

std::string chunked(const std::string& chunks) {
  return http_request("POST", "/v1/search", "Transfer-Encoding: chunked\r\n") + chunks;
}

const FaultCase kFaultCases[] = {
    {"NoRequest", "hello\r\n\r\n", 400, "INVALID_REQUEST"},
    {"AnotherProtocol", "GET / SMTP/9\r\n\r\n", 400, "INVALID_REQUEST"},
    {"AnUnknownMethod", http_request("BREW", "/v1/search"), 400, "INVALID_REQUEST"},
    {"ALongAddress", http_request("GET", "/v1/search?q=" + std::string(9'000, 'a')), 414, "TOO_LARGE"},
    {"ALongPath", http_request("GET", "/v1/records/" + std::string(3'000, 'a')), 414, "INVALID_REQUEST"},
    {"ManyHeaders",
     http_request("GET", "/",
                  [] {
                    std::string lines;
                    for (int i = 0; i < 4'000; ++i) lines += "X-Nothing-" + std::to_string(i) + ": 0\r\n";
                    return lines;
                  }()),
     431, "TOO_LARGE"},
    {"AnEndlessHeader", http_request("GET", "/", "X: " + std::string(100'000, 'x') + "\r\n"), 431, "TOO_LARGE"},
    {"NothingThere", http_request("GET", "/nothing"), 404, "NOT_FOUND"},
    {"NoRecord", http_request("GET", "/v1/records/none"), 404, "RECORD_NOT_FOUND"},
    {"NoRecordToBeLike", http_request("GET", "/v1/similar/none"), 404, "RECORD_NOT_FOUND"},
    {"AnotherMethod", http_request("DELETE", "/v1/search"), 405, "METHOD_NOT_ALLOWED"},
    {"WritingWhereItIsOff", http_request("PUT", "/v1/records/x", "", "{}"), 405, "METHOD_NOT_ALLOWED"},
    {"AnUnknownParameter", http_request("GET", "/v1/search?q=a&lmit=3"), 400, "INVALID_ARGUMENT"},
    {"AParameterGivenTwice", http_request("GET", "/v1/search?limit=3&limit=4"), 400, "INVALID_ARGUMENT"},
    {"ANumberThatIsNone", http_request("GET", "/v1/search?limit=-3"), 400, "INVALID_ARGUMENT"},
    {"TooManyHits", http_request("GET", "/v1/search?q=a&limit=1001"), 400, "INVALID_ARGUMENT"},
    {"TooFarBehind", http_request("GET", "/v1/search?q=a&offset=100001"), 400, "INVALID_ARGUMENT"},
    {"TooManyValues", http_request("GET", "/v1/search?facet=tag:9000&facet=type:9000"), 400, "INVALID_ARGUMENT"},
    {"AFilterThatIsNone", http_request("GET", "/v1/search?q=a&filter=nothing:3"), 400, "INVALID_ARGUMENT"},
    {"AProfileThatIsNone", http_request("GET", "/v1/search?q=a&profile=/etc/passwd"), 400, "INVALID_ARGUMENT"},
    {"NoTime", http_request("GET", "/v1/search?q=a&timeout_us=0"), 504, "DEADLINE_PASSED"},
    {"NoRecordsToExplain", http_request("GET", "/v1/explain?q=a"), 400, "INVALID_ARGUMENT"},
    {"NoJson", http_request("POST", "/v1/search", "", "{"), 400, "INVALID_ARGUMENT"},
    {"NoObject", http_request("POST", "/v1/search", "", "[]"), 400, "INVALID_ARGUMENT"},
    {"NoBody", http_request("POST", "/v1/search"), 400, "INVALID_ARGUMENT"},
    {"DeepJson", http_request("POST", "/v1/search", "", "{\"profile\":" + std::string(500'000, '[')), 400,
     "INVALID_ARGUMENT"},
    {"AnUnknownMember", http_request("POST", "/v1/search", "", R"({"q":"a","lmit":3})"), 400, "INVALID_ARGUMENT"},
    {"ABatchWithoutIds", http_request("POST", "/v1/search", "", R"({"queries":[{"q":"a"}]})"), 400, "INVALID_ARGUMENT"},
    {"ALongBody", http_request("POST", "/v1/search", "", std::string((1u << 20) + 1, ' ')), 413, "TOO_LARGE"},
    {"ALongChunk", chunked("fffffff\r\n" + std::string((1u << 20) + 1, ' ')), 413, "TOO_LARGE"},
    {"AChunkWithoutLength", chunked("zz\r\n{}\r\n0\r\n\r\n"), 400, "INVALID_REQUEST"},
    {"APackedBody", http_request("POST", "/v1/search", "Content-Encoding: gzip\r\n", "xx"), 415, "INVALID_REQUEST"},
    {"ABodyOfParts", http_request("POST", "/v1/search", "Content-Type: multipart/form-data; boundary=x\r\n", "--x"),
     415, "INVALID_REQUEST"},
    {"ALengthThatIsNone", http_request("POST", "/v1/search", "Content-Length: 2x\r\n") + "{}", 400, "INVALID_REQUEST"},
    {"TwoLengths", http_request("POST", "/v1/search", "Content-Length: 3\r\n", "{}"), 400, "INVALID_REQUEST"},
    {"ALengthAndChunks", http_request("POST", "/v1/search", "Transfer-Encoding: chunked\r\n", "{}"), 400,
     "INVALID_REQUEST"},
    {"AnotherCoding", http_request("POST", "/v1/search", "Transfer-Encoding: gzip, chunked\r\n"), 501,
     "INVALID_REQUEST"},
    {"ForeignHost", "GET /healthz HTTP/1.1\r\nHost: evil.example:7700\r\n\r\n", 421, "FOREIGN_HOST"},
    {"ARangeThatIsNone", http_request("GET", "/healthz", "Range: bytes=x-y-z\r\n"), 416, "INVALID_REQUEST"},
};

class Fault : public testing::TestWithParam<FaultCase> {};

TEST_P(Fault, IsToldAsAProblem) {
  HttpClient client(service().port());
  ASSERT_TRUE(client.send(GetParam().request) || GetParam().status == 413 || GetParam().status == 431);
  const auto answer = client.answer();
  EXPECT_EQ(answer.status, GetParam().status) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  const auto problem = json::parse(answer.body, nullptr, false);
  ASSERT_TRUE(problem.is_object()) << answer.body;
  EXPECT_EQ(problem["code"], GetParam().code);
  EXPECT_EQ(problem["status"], GetParam().status);
  EXPECT_FALSE(problem["detail"].get<std::string>().empty());
  // And the service goes on.
  EXPECT_EQ(service().get("/healthz").body, "ok\n");
}

INSTANTIATE_TEST_SUITE_P(HttpService, Fault, testing::ValuesIn(kFaultCases),
                         [](const auto& tested) { return tested.param.name; });

TEST(HttpService, TakesNoBodyForTheNextRequest) {
  const std::string hidden = "GET /v1/stats HTTP/1.1\r\nHost: localhost\r\n\r\n";
  for (const auto& request : {http_request("GET", "/healthz", "", hidden), http_request("POST", "/nothing", "", hidden),
                              http_request("DELETE", "/v1/search", "", hidden),
                              http_request("POST", "/v1/search", "Content-Encoding: br\r\n", hidden),
                              http_request("GET", "/healthz", "Transfer-Encoding: chunked\r\n") + hidden}) {
    HttpClient client(service().port());
    client.send(request);
    const auto answer = client.answer();
    EXPECT_NE(answer.status, 0);
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_EQ(client.rest(), "");
  }
}

TEST(HttpService, ReadsABodyInChunks) {
  HttpClient client(service().port());
  client.send(chunked("5\r\n{\"q\":\r\n") + "14\r\n\"pytorch\",\"limit\":1}\r\n0\r\n\r\n");
  EXPECT_EQ(client.answer().status, 200);
  client.send(http_request("GET", "/healthz"));
  EXPECT_EQ(client.answer().body, "ok\n") << "the connection goes on";
}

TEST(HttpService, LetsAWaitingClientSendItsBodyOrNot) {
  HttpClient client(service().port());
  client.send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(client.answer().status, 100);
  client.send(R"({"q":"pyt"})");
  EXPECT_EQ(client.answer().status, 200);
  client.send("POST /nothing HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
  EXPECT_EQ(client.answer().status, 404);
  EXPECT_TRUE(client.is_closed());
}

TEST(HttpService, GivesWholeAnswersWhateverRangesAreAsked) {
  const auto answer = service().get("/v1/records/87c36d42aade0023", "Range: bytes=0-9,5-20,3-4\r\n");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, service().get("/v1/records/87c36d42aade0023").body);
}

TEST(HttpService, IsReadByPagesOfNoOtherSite) {
  const auto answer = service().get("/v1/search?q=a", "Origin: https://evil.example\r\n");
  EXPECT_EQ(answer.header("access-control-allow-origin"), "");
  EXPECT_EQ(service().ask("OPTIONS", "/v1/search", "Origin: https://evil.example\r\n").status, 405);
}

TEST(HttpService, IsReadByPagesOfTheOriginThatIsNamed) {
  auto settings = test_settings();
  settings.cors_origin = "https://wiki.example";
  settings.writable = true;
  settings.token = "0123456789abcdef";
  const RunningService open(settings);
  const auto answer = open.get("/v1/search?q=a", "Origin: https://wiki.example\r\n");
  EXPECT_EQ(answer.header("access-control-allow-origin"), "https://wiki.example");
  const auto asked = open.ask("OPTIONS", "/v1/records/x", "Origin: https://wiki.example\r\n");
  EXPECT_EQ(asked.status, 204);
  EXPECT_EQ(asked.header("access-control-allow-headers").find("Authorization"), std::string::npos);
  EXPECT_EQ(asked.header("access-control-allow-methods").find("PUT"), std::string::npos);
}

/// What a browser asks before a page of another site may talk to the tools of agents.
const std::string kPreflight =
    "Origin: https://wiki.example\r\nAccess-Control-Request-Method: POST\r\n"
    "Access-Control-Request-Headers: content-type, mcp-session-id, mcp-protocol-version\r\n";
constexpr const char* kInitialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}})";

TEST(HttpService, LetsPagesOfTheOriginThatIsNamedSpeakToItsTools) {
  auto settings = test_settings();
  settings.cors_origin = "https://wiki.example";
  const RunningService open(settings);
  const auto asked = open.ask("OPTIONS", "/mcp", kPreflight);
  EXPECT_EQ(asked.status, 204);
  EXPECT_EQ(asked.header("access-control-allow-origin"), "https://wiki.example");
  EXPECT_EQ(asked.header("access-control-allow-methods"), "DELETE, POST");
  for (const char* name : {"Content-Type", "Mcp-Session-Id", "MCP-Protocol-Version"}) {
    EXPECT_NE(asked.header("access-control-allow-headers").find(name), std::string::npos) << name;
  }
  const auto begun = open.ask("POST", "/mcp",
                              "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
                              "Origin: https://wiki.example\r\nMCP-Protocol-Version: 2025-11-25\r\n",
                              kInitialize);
  EXPECT_EQ(begun.status, 200) << begun.body;
  EXPECT_EQ(begun.header("access-control-allow-origin"), "https://wiki.example");
  EXPECT_EQ(begun.header("mcp-session-id").size(), 32u);
  EXPECT_NE(begun.header("access-control-expose-headers").find("Mcp-Session-Id"), std::string::npos);
  EXPECT_EQ(open.ask("POST", "/mcp", "Content-Type: application/json\r\nOrigin: https://evil.example\r\n", kInitialize)
                .status,
            403);
}

TEST(HttpService, LetsNoPageSpeakToItsToolsIfNoneIsNamed) {
  const auto asked = service().ask("OPTIONS", "/mcp", kPreflight);
  EXPECT_EQ(asked.status, 405);
  const auto begun =
      service().ask("POST", "/mcp", "Content-Type: application/json\r\nOrigin: https://wiki.example\r\n", kInitialize);
  EXPECT_EQ(begun.status, 403);
  EXPECT_EQ(begun.header("mcp-session-id"), "");
  for (const auto& answer : {asked, begun}) {
    for (const auto& [name, value] : answer.headers) EXPECT_FALSE(name.starts_with("access-control-")) << name;
  }
}

TEST(HttpService, AnswersForTheHostsThatAreNamed) {
  auto settings = test_settings();
  settings.hosts = {"search.wiki.example"};
  const RunningService named(settings);
  for (const char* host : {"localhost", "localhost:7700", "127.0.0.1:1", "[::1]:7700", "Search.Wiki.Example:80"}) {
    HttpClient client(named.port());
    client.send(std::string("GET /healthz HTTP/1.1\r\nHost: ") + host + "\r\n\r\n");
    EXPECT_EQ(client.answer().status, 200) << host;
  }
  for (const char* host : {"wiki.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1"}) {
    HttpClient client(named.port());
    client.send(std::string("GET /healthz HTTP/1.1\r\nHost: ") + host + "\r\n\r\n");
    const bool is_own = std::string(host) == "[::1";
    EXPECT_EQ(client.answer().status, is_own ? 200 : 421) << host;
  }
}

TEST(HttpService, LeadsACancellationToTheSessionOfAnAgent) {
  const std::string type = "Content-Type: application/json\r\n";
  const auto begun = service().ask(
      "POST", "/mcp", type,
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}})");
  ASSERT_EQ(begun.status, 200) << begun.body;
  const auto id = begun.header("mcp-session-id");
  ASSERT_EQ(id.size(), 32u);
  const auto own = type + "Mcp-Session-Id: " + id + "\r\n";
  const auto cancelled = service().ask(
      "POST", "/mcp", own, R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  EXPECT_EQ(cancelled.status, 202);
  EXPECT_EQ(cancelled.body, "");
  EXPECT_EQ(service().ask("POST", "/mcp", own, R"({"jsonrpc":"2.0","id":2,"method":"ping"})").status, 200);
  EXPECT_EQ(service().ask("DELETE", "/mcp", own).status, 204);
  EXPECT_EQ(service().ask("POST", "/mcp", own, R"({"jsonrpc":"2.0","id":3,"method":"ping"})").status, 404);
  EXPECT_EQ(service().ask("POST", "/mcp", type, R"({"jsonrpc":"2.0","id":4,"method":"ping"})").status, 200);
  const auto stream = service().get("/mcp", "Accept: text/event-stream\r\n");
  EXPECT_EQ(stream.status, 405);
  EXPECT_EQ(stream.header("allow"), "DELETE, POST");
}

}  // namespace
}  // namespace kbsearch::test
