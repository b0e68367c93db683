// Bytes that are nearly requests, over a connection: seeded, each mutated. The service answers or closes, and goes on.
// KBSEARCH_HTTP_REPLAYS=100000 asks for more.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "serve/running_service.hpp"

namespace kbsearch::test {
namespace {

std::string nearly_a_request(std::mt19937& random) {
  static const std::vector<std::string> requests = {
      http_request("GET", "/v1/search?q=pytorch&limit=1"),
      http_request("GET", "/v1/records/87c36d42aade0023", "Accept-Encoding: gzip\r\nIf-None-Match: W/\"0\"\r\n"),
      http_request("POST", "/v1/search", "Content-Type: application/json\r\n", R"({"q":"pytorch","limit":1})"),
      http_request("POST", "/v1/search", "Transfer-Encoding: chunked\r\n") + "5\r\n{\"q\":\r\n3\r\n\"\"}\r\n0\r\n\r\n",
      http_request("HEAD", "/healthz", "Range: bytes=0-1,2-3\r\nConnection: keep-alive\r\n"),
      http_request("PUT", "/v1/records/x", "Expect: 100-continue\r\n", "{}"),
      http_request("OPTIONS", "/", "Origin: null\r\n")};
  static const std::vector<std::string> pieces = {"\r\n",
                                                  "\n",
                                                  "\r",
                                                  ":",
                                                  " ",
                                                  "\t",
                                                  std::string(1, '\0'),
                                                  "\xFF",
                                                  "%",
                                                  "%zz",
                                                  "?",
                                                  "#",
                                                  "HTTP/1.1",
                                                  "HTTP/1.0",
                                                  "HTTP/2",
                                                  "Content-Length: 5\r\n",
                                                  "Content-Length: -1\r\n",
                                                  "Content-Length: 99999999999999999999\r\n",
                                                  "Transfer-Encoding: chunked\r\n",
                                                  "Expect: 100-continue\r\n",
                                                  "Range: bytes=-\r\n",
                                                  "Connection: close\r\n",
                                                  "Host: a\r\n",
                                                  "GET",
                                                  "POST",
                                                  "{",
                                                  "ffffffffffffffff\r\n",
                                                  "0\r\n\r\n",
                                                  std::string(5'000, 'a'),
                                                  "Content-Type: multipart/form-data; boundary=\r\n"};
  std::string bytes = requests[random() % requests.size()];
  for (auto times = random() % 5; times > 0; --times) {
    const auto at = random() % bytes.size();
    switch (random() % 4) {
      case 0:
        bytes.erase(at, 1 + random() % 20);
        break;
      case 1:
        bytes.insert(at, pieces[random() % pieces.size()]);
        break;
      case 2:
        bytes[at] = static_cast<char>(random() % 256);
        break;
      default:
        bytes.insert(at, requests[random() % requests.size()].substr(0, random() % 60));
    }
    if (bytes.empty()) bytes = "\r\n";
  }
  return bytes;
}

TEST(MalformedRequests, AreAnsweredOrCloseTheirConnectionAndNothingElse) {
  const char* more = std::getenv("KBSEARCH_HTTP_REPLAYS");
  const unsigned replays = more != nullptr ? static_cast<unsigned>(std::strtoul(more, nullptr, 10)) : 3'000;
  auto settings = test_settings();
  settings.head_time = std::chrono::milliseconds(500);
  settings.body_time = std::chrono::milliseconds(500);
  const RunningService service(settings);
  std::mt19937 random(7);
  std::size_t answered = 0;
  for (unsigned i = 0; i < replays; ++i) {
    const auto bytes = nearly_a_request(random);
    HttpClient client(service.port());
    client.send(bytes);
    client.end();
    const auto answer = client.rest();
    ASSERT_TRUE(answer.empty() || answer.starts_with("HTTP/1.1 ")) << bytes << "\n=>\n" << answer;
    ASSERT_EQ(answer.find("HTTP/1.1 500"), answer.npos) << bytes << "\n=>\n" << answer;
    if (!answer.empty()) ++answered;
    if (i % 500 == 0) {
      ASSERT_EQ(service.get("/healthz").body, "ok\n") << "after " << i;
    }
  }
  EXPECT_GT(answered, replays / 2);
  EXPECT_EQ(service.get("/healthz").body, "ok\n");
}

}  // namespace
}  // namespace kbsearch::test
