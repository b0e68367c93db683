// Slow, silent and too many clients, and the end.
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "serve/running_service.hpp"
#include "serve/slots.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

bool eventually(const std::function<bool()>& holds) {
  for (const auto end = Clock::now() + 10s; Clock::now() < end;) {
    if (holds()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

TEST(Slots, AreTakenInTheOrderThatTheyWereAskedFor) {
  cli::serve::Slots slots(1, 8);
  std::vector<int> order;
  std::mutex mutex;
  std::vector<std::jthread> threads;
  {
    const auto first = slots.take(Clock::now());
    ASSERT_TRUE(first);
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        const auto slot = slots.take(Clock::now() + 10s);
        EXPECT_TRUE(slot);
        const std::lock_guard lock(mutex);
        order.push_back(i);
      });
      ASSERT_TRUE(eventually([&] { return slots.waiting() == static_cast<std::size_t>(i) + 1; }));
    }
    EXPECT_FALSE(slots.take(Clock::now() + 10s)) << "a ninth does not wait";
  }
  threads.clear();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(slots.running(), 0u);
  EXPECT_EQ(slots.waiting(), 0u);
}

TEST(Slots, AreWaitedForUpToTheDeadlineAlone) {
  cli::serve::Slots slots(1, 8);
  {
    const auto first = slots.take(Clock::now());
    EXPECT_FALSE(slots.take(Clock::now() + 20ms));
    EXPECT_EQ(slots.waiting(), 0u);
  }
  EXPECT_TRUE(slots.take(Clock::now()));
}

TEST(OverloadedService, RefusesAndSaysWhenToComeBack) {
  auto settings = test_settings();
  settings.max_searches = 1;
  settings.max_waiting = 0;
  settings.refusal_pause = 1ms;
  RunningService service(settings);
  std::atomic<int> answered = 0;
  std::atomic<int> refused = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      HttpClient client(service.port());
      // Until each kind was met: on one processor searches seldom meet.
      for (int round = 0; round < 3'000 && (round < 30 || refused == 0); ++round) {
        client.send(http_request("GET", "/v1/search?q=open+source+governance+of+models&explain=1&limit=100"));
        const auto answer = client.answer();
        if (answer.status == 200) {
          ++answered;
          EXPECT_NE(answer.body.find("\"hits\": [\n"), answer.body.npos);
        } else {
          ++refused;
          EXPECT_EQ(answer.status, 503);
          EXPECT_EQ(answer.header("retry-after"), "1");
          EXPECT_NE(answer.body.find("OVERLOADED"), answer.body.npos);
        }
      }
    });
  }
  threads.clear();
  EXPECT_GT(answered, 0);
  EXPECT_GT(refused, 0);
}

TEST(SlowClients, CostAConnectionForAWhileAndNothingElse) {
  auto settings = test_settings();
  settings.max_connections = 16;
  settings.head_time = 300ms;
  settings.body_time = 300ms;
  settings.idle_time = 300ms;
  RunningService service(settings);
  std::vector<std::unique_ptr<HttpClient>> slow;
  for (int i = 0; i < 6; ++i) slow.push_back(std::make_unique<HttpClient>(service.port()));
  slow[0]->send("GET /v1/sea");
  slow[1]->send("GET /v1/search?q=a HTTP/1.1\r\nX-Slow:");
  slow[2]->send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{\"q");
  slow[3]->send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{");
  slow[4]->send(http_request("GET", "/healthz"));
  EXPECT_EQ(slow[4]->answer().status, 200);
  // Meanwhile the others are answered.
  for (int i = 0; i < 20; ++i) EXPECT_EQ(service.get("/v1/search?q=pytorch&limit=1").status, 200);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(slow[static_cast<std::size_t>(i)]->answer().status, 408) << i;
  for (const auto& client : slow) EXPECT_TRUE(client->is_closed());
}

TEST(SlowClients, ThatSendAByteNowAndThenAreCutOffAllTheSame) {
  auto settings = test_settings();
  settings.head_time = 200ms;
  RunningService service(settings);
  HttpClient client(service.port());
  const auto start = Clock::now();
  bool is_open = client.send("GET /healthz HTTP/1.1\r\n");
  while (is_open && Clock::now() < start + 5s) {
    is_open = client.send("X: 1\r\n");
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_LT(Clock::now() - start, 4s);
}

TEST(TooManyConnections, AreRefusedAtOnce) {
  auto settings = test_settings();
  settings.max_connections = 4;
  settings.idle_time = 10s;
  RunningService service(settings);
  std::vector<std::unique_ptr<HttpClient>> held;
  for (int i = 0; i < 4; ++i) {
    held.push_back(std::make_unique<HttpClient>(service.port()));
    held.back()->send("GET /healthz HTTP/1.1\r\n");  // not whole: it is under way
  }
  ASSERT_TRUE(eventually([&] { return service.service().metrics().connections_open == 4; }));
  HttpClient fifth(service.port());
  const auto answer = fifth.answer();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.header("retry-after"), "1");
  EXPECT_TRUE(fifth.is_closed());
  for (const auto& client : held) {
    client->send("\r\n");
    EXPECT_EQ(client->answer().status, 200);
  }
}

TEST(TooManyConnections, TakeThePlaceOfThoseThatAreIdle) {
  auto settings = test_settings();
  settings.max_connections = 4;
  settings.idle_time = 60s;
  RunningService service(settings);
  std::vector<std::unique_ptr<HttpClient>> idle;
  for (int i = 0; i < 4; ++i) {
    idle.push_back(std::make_unique<HttpClient>(service.port()));
    idle.back()->send(http_request("GET", "/healthz"));
    EXPECT_EQ(idle.back()->answer().status, 200);
  }
  EXPECT_TRUE(eventually([&] { return service.get("/healthz").status == 200; }));
}

TEST(HalfClosedConnections, GetTheirAnswer) {
  const RunningService service;
  HttpClient client(service.port());
  client.send(http_request("GET", "/v1/search?q=pytorch&limit=1"));
  client.end();
  EXPECT_EQ(client.answer().status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST(AServiceThatIsTold, FinishesWhatIsUnderWayAndEnds) {
  const int port = free_port();
  RunningTool tool({"serve", "--db", sample_index().string(), "--listen", "127.0.0.1:" + std::to_string(port)});
  ASSERT_TRUE(eventually([&] {
    HttpClient client(port);
    client.send(http_request("GET", "/readyz"));
    return client.answer().status == 200;
  }));
  HttpClient under_way(port);
  under_way.send("GET /v1/search?q=pytorch&limit=1 HTTP/1.1\r\n");
  HttpClient idle(port);
  idle.send(http_request("GET", "/healthz"));
  EXPECT_EQ(idle.answer().status, 200);
  std::this_thread::sleep_for(100ms);
  tool.send(SIGTERM);
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(eventually([&] {
    HttpClient late(port);
    late.send(http_request("GET", "/healthz"));
    return late.answer().status == 0;
  })) << "nobody else is let in";
  under_way.send("Host: localhost\r\n\r\n");
  const auto answer = under_way.answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.find("\"hits\": [\n"), answer.body.npos);
  const auto run = tool.finish();
  EXPECT_EQ(run.exit_code, 0) << run.err;
}

TEST(AService, SaysWhyItDoesNotBegin) {
  const auto db = sample_index().string();
  const RunningService other;
  const auto taken = run_tool({"serve", "--db", db, "--listen", "127.0.0.1:" + std::to_string(other.port())});
  EXPECT_EQ(taken.exit_code, 2);
  EXPECT_NE(taken.err.find("cannot listen on 127.0.0.1"), std::string::npos) << taken.err;
  EXPECT_NE(taken.err.find("Address already in use"), std::string::npos) << taken.err;
  EXPECT_NE(run_tool({"serve", "--db", "/nowhere"}).err.find("kbsearch index"), std::string::npos);
  EXPECT_NE(run_tool({"serve", "--db", db, "--listen", "here"}).err.find("--listen"), std::string::npos);
  EXPECT_NE(run_tool({"serve", "--db", db, "--writable"}).err.find("--token-file"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch::test
