// What ends an answer before it is there: its deadline, and a client that has gone.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "serve/running_service.hpp"
#include "serve/slots.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

bool becomes_true(const std::function<bool()>& holds) {
  for (const auto end = Clock::now() + 20s; Clock::now() < end;) {
    if (holds()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

constexpr int kSlowBatch = 1'000;

/// A batch that takes half a minute, and holds a slot meanwhile.
std::string slow_request() {
  auto queries = nlohmann::json::array();
  for (int i = 0; i < kSlowBatch; ++i) {
    queries.push_back(
        {{"id", std::to_string(i)}, {"q", "the research of a governance for open source models is in data"}});
  }
  const nlohmann::json body = {{"queries", queries}, {"limit", 100}, {"explain", true}, {"passages", 20}};
  return http_request("POST", "/v1/search", "", body.dump());
}

/// Of a service that takes slow_request(), one at a time.
cli::serve::Settings patient_settings() {
  auto settings = test_settings();
  settings.timeout = 120s;
  settings.max_searches = 1;
  settings.max_batch = kSlowBatch;
  settings.max_hits = 100 * kSlowBatch / 10;
  return settings;
}

bool metrics_have(const RunningService& service, const std::string& line) {
  return service.get("/metrics").body.find(line) != std::string::npos;
}

constexpr const char* kWorking = "kbsearch_searches_running 1\n";
constexpr const char* kAtRest = "kbsearch_searches_running 0\n";
constexpr const char* kEnded = R"(kbsearch_requests_total{route="/v1/search",method="POST",status="499"} 1)";

TEST(ADeadline, EndsWhateverIsAsked) {
  auto settings = test_settings();
  settings.timeout = 0ms;
  const RunningService service(settings);
  for (const char* target : {"/v1/search?q=pytorch", "/v1/suggest?q=pyto", "/v1/stats", "/v1/facets",
                             "/v1/similar/87c36d42aade0023", "/v1/explain?q=pytorch&id=87c36d42aade0023"}) {
    const auto answer = service.get(target);
    EXPECT_EQ(answer.status, 504) << target << answer.body;
    EXPECT_NE(answer.body.find("DEADLINE_PASSED"), std::string::npos) << target;
  }
}

TEST(ADeadline, LeavesNoHalfStatisticsForTheNext) {
  const RunningService service;
  const auto whole = service.get("/v1/stats").body;
  cli::serve::Settings settings = test_settings();
  cli::serve::Service late(settings);
  cli::serve::Request request{.path = "/v1/stats", .headers = {{"Host", "localhost"}}};
  request.deadline = Clock::now();
  EXPECT_EQ(late.answer(request).status, 504);
  request.deadline = Clock::time_point::max();
  EXPECT_EQ(late.answer(request).body, whole);
}

TEST(AClientThatHasGone, EndsItsSearch) {
  const TemporaryDirectory directory;
  auto settings = patient_settings();
  settings.access_log = (directory / "log").string();
  const RunningService service(settings);
  {
    const HttpClient client(service.port());
    ASSERT_TRUE(client.send(slow_request()));
    ASSERT_TRUE(becomes_true([&] { return metrics_have(service, kWorking); }));
  }
  const auto gone = Clock::now();
  ASSERT_TRUE(becomes_true([&] { return metrics_have(service, kAtRest); }));
  EXPECT_LT(Clock::now() - gone, 10s);
  EXPECT_TRUE(becomes_true([&] { return metrics_have(service, kEnded); }));
  EXPECT_EQ(service.get("/v1/search?q=pytorch&limit=1").status, 200);
  std::ifstream log(directory / "log");
  std::string line;
  std::size_t ended = 0;
  while (std::getline(log, line)) ended += nlohmann::json::parse(line).at("status") == 499 ? 1 : 0;
  EXPECT_EQ(ended, 1u);
}

TEST(AClientThatHasGone, LeavesTheQueue) {
  const RunningService service(patient_settings());
  const HttpClient working(service.port());
  ASSERT_TRUE(working.send(slow_request()));
  ASSERT_TRUE(becomes_true([&] { return metrics_have(service, kWorking); }));
  HttpClient waiting(service.port());
  ASSERT_TRUE(waiting.send(http_request("GET", "/v1/search?q=pytorch")));
  ASSERT_TRUE(becomes_true([&] { return metrics_have(service, "kbsearch_searches_waiting 1\n"); }));
  waiting.reset();
  EXPECT_TRUE(becomes_true([&] { return metrics_have(service, "kbsearch_searches_waiting 0\n"); }));
  EXPECT_TRUE(metrics_have(service, kWorking)) << "the other one is still at it";
  EXPECT_TRUE(becomes_true([&] {
    return metrics_have(service, R"(kbsearch_requests_total{route="/v1/search",method="GET",status="499"} 1)");
  }));
}

TEST(AClientThatSendsNoMore, GetsItsAnswerIfItWaits) {
  auto settings = patient_settings();
  const RunningService service(settings);
  HttpClient slow(service.port());
  ASSERT_TRUE(slow.send(slow_request()));
  ASSERT_TRUE(becomes_true([&] { return metrics_have(service, kWorking); }));
  // It waits for the slow one: long enough to be asked whether it is there.
  HttpClient client(service.port());
  ASSERT_TRUE(client.send(http_request("GET", "/v1/search?q=pytorch&limit=1")));
  client.end();
  EXPECT_EQ(client.answer().status, 100);
  EXPECT_TRUE(metrics_have(service, "kbsearch_searches_waiting 1\n"));
  slow.reset();
  const auto answer = client.answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find("\"hits\""), std::string::npos);
  EXPECT_TRUE(client.is_closed());
}

TEST(AClientThatSendsNoMore, IsNotAskedInHttp10) {
  const RunningService service(patient_settings());
  HttpClient slow(service.port());
  ASSERT_TRUE(slow.send(slow_request()));
  ASSERT_TRUE(becomes_true([&] { return metrics_have(service, kWorking); }));
  HttpClient client(service.port());
  ASSERT_TRUE(client.send("GET /v1/search?q=pytorch&limit=1 HTTP/1.0\r\nHost: localhost\r\n\r\n"));
  client.end();
  std::this_thread::sleep_for(200ms);
  slow.reset();
  const auto answer = client.answer();
  EXPECT_EQ(answer.status, 200);
}

TEST(Slots, AreNotWaitedForByWhoIsStopped) {
  cli::serve::Slots slots(1, 8);
  const auto first = slots.take(Clock::now());
  std::stop_source source;
  std::jthread waiting([&] { EXPECT_FALSE(slots.take(Clock::now() + 60s, source.get_token())); });
  ASSERT_TRUE(becomes_true([&] { return slots.waiting() == 1; }));
  source.request_stop();
  waiting.join();
  EXPECT_EQ(slots.waiting(), 0u);
}

}  // namespace
}  // namespace kbsearch::test
