// Writing through the service, and beside it.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "kbsearch/index_writer.hpp"
#include "serve/running_service.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

const std::string kToken = "correct-horse-battery";
const std::string kBearer = "Authorization: Bearer " + kToken + "\r\n";

class WritableService : public testing::Test {
 protected:
  WritableService() {
    load_lines(directory_ / "index", "{\"id\":\"first\",\"title\":\"The first zebra\"}\n");
    settings_ = test_settings();
    settings_.db = directory_ / "index";
    settings_.writable = true;
    settings_.token = kToken;
    settings_.access_log = (directory_ / "access.log").string();
    service_ = std::make_unique<RunningService>(settings_);
  }

  std::uint64_t found(const std::string& query) const {
    return json::parse(service_->get("/v1/search?limit=0&q=" + query).body)["total"]["value"];
  }

  std::string log() const {
    std::ostringstream text;
    text << std::ifstream(directory_ / "access.log").rdbuf();
    return text.str();
  }

  TemporaryDirectory directory_;
  cli::serve::Settings settings_;
  std::unique_ptr<RunningService> service_;
};

TEST_F(WritableService, IsWrittenByWhoHasTheTokenAlone) {
  for (const std::string& headers : {std::string(), std::string("Authorization: Bearer correct-horse-batterx\r\n"),
                                     "Authorization: " + kToken + "\r\n", "Authorization: Bearer " + kToken + "x\r\n",
                                     std::string("Authorization: Bearer \r\n")}) {
    for (const char* method : {"PUT", "DELETE"}) {
      const auto answer = service_->ask(method, "/v1/records/first", headers, R"({"title":"taken over"})");
      EXPECT_EQ(answer.status, 401) << method << headers;
      EXPECT_EQ(answer.header("www-authenticate"), "Bearer");
    }
    EXPECT_EQ(service_->ask("POST", "/v1/records?token=" + kToken, headers, "{\"id\":\"x\"}\n").status, 401);
  }
  EXPECT_EQ(service_->get("/v1/records/first").body, "{\"id\":\"first\",\"title\":\"The first zebra\"}\n");
}

TEST_F(WritableService, ShowsAtOnceWhatWasWritten) {
  const auto added = service_->ask("PUT", "/v1/records/a%2Fb", kBearer, R"({"title":"Striped quagga"})");
  EXPECT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(found("quagga"), 1u);
  EXPECT_EQ(json::parse(service_->get("/v1/records/a/b").body)["id"], "a/b");
  const auto replaced =
      service_->ask("PUT", "/v1/records/a/b", kBearer, R"({"id":"a/b","title":"Okapi","importance":"high"})");
  EXPECT_EQ(replaced.status, 200);
  EXPECT_EQ(json::parse(replaced.body)["left_out"][0]["field"], "importance");
  EXPECT_EQ(found("quagga"), 0u);
  EXPECT_EQ(found("okapi"), 1u);
  EXPECT_EQ(service_->ask("DELETE", "/v1/records/a/b", kBearer).status, 200);
  EXPECT_EQ(found("okapi"), 0u);
  EXPECT_EQ(service_->ask("DELETE", "/v1/records/a/b", kBearer).status, 404);
}

TEST_F(WritableService, RefusesWhatIsNoRecordOfThatAddress) {
  EXPECT_EQ(service_->ask("PUT", "/v1/records/x", kBearer, R"({"id":"y"})").status, 422);
  EXPECT_EQ(service_->ask("PUT", "/v1/records/x", kBearer, "no json").status, 400);
  EXPECT_EQ(service_->ask("PUT", "/v1/records/x", kBearer).status, 400);
  EXPECT_EQ(service_->ask("PUT", "/v1/records/" + std::string(300, 'x'), kBearer, "{\"title\":\"a\"}").status, 400);
  EXPECT_EQ(found("title:a"), 0u);
}

TEST_F(WritableService, TellsEachLineOfALoad) {
  const auto answer = service_->ask("POST", "/v1/records", kBearer,
                                    "{\"id\":\"g1\",\"title\":\"Gnu one\"}\n\nnothing\n{\"title\":\"nobody\"}\n"
                                    "{\"id\":\"g2\",\"title\":\"Gnu two\",\"importance\":-1}");
  EXPECT_EQ(answer.status, 200);
  std::istringstream lines(answer.body);
  std::vector<json> told;
  for (std::string line; std::getline(lines, line);) told.push_back(json::parse(line));
  ASSERT_EQ(told.size(), 4u) << answer.body;
  EXPECT_EQ(told[0], json::parse(R"({"line":1,"id":"g1","result":"taken"})"));
  EXPECT_EQ(told[1]["line"], 3);
  EXPECT_EQ(told[1]["result"], "rejected");
  EXPECT_EQ(told[2]["result"], "rejected");
  EXPECT_EQ(told[3]["result"], "taken");
  EXPECT_EQ(told[3]["left_out"][0]["field"], "importance");
  EXPECT_EQ(found("gnu"), 2u);
}

TEST_F(WritableService, WaitsForAnotherWriterAndThenSaysWhoItIs) {
  auto other = IndexWriter::open(settings_.db);
  const auto answer = service_->ask("DELETE", "/v1/records/first", kBearer);
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(json::parse(answer.body)["code"], "INDEX_LOCKED");
  EXPECT_EQ(answer.header("retry-after"), "1");
}

TEST_F(WritableService, LogsNeitherTokensNorQuestions) {
  service_->get("/v1/search?q=a-secret-question");
  service_->ask("POST", "/v1/search", "", R"({"q":"a-secret-question"})");
  service_->ask("PUT", "/v1/records/first", kBearer, R"({"title":"a"})");
  service_->get("/v1/search?token=" + kToken);
  service_->stop();
  const auto text = log();
  EXPECT_EQ(text.find("secret"), text.npos) << text;
  EXPECT_EQ(text.find(kToken), text.npos) << text;
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const auto entry = json::parse(line);
    EXPECT_TRUE(entry.contains("time") && entry.contains("status") && entry.contains("us")) << line;
  }
  EXPECT_EQ(count, 4u);
}

TEST_F(WritableService, LogsQuestionsWhereThatIsAsked) {
  service_.reset();
  settings_.log_queries = true;
  service_ = std::make_unique<RunningService>(settings_);
  service_->get("/v1/search?q=%1B%5B2Jzebra%0Acrossing");
  service_->stop();
  const auto text = log();
  EXPECT_EQ(text.find('\x1b'), text.npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_EQ(json::parse(text)["query"], "q=\x1b[2Jzebra\ncrossing");
}

// Readers ask all the while; no question fails, and a commit is seen within a second.
TEST(AServiceBesideAWriter, ShowsEachCommitWithinASecondAndFailsNoRequest) {
  const TemporaryDirectory directory;
  load_lines(directory / "index", "{\"id\":\"0\",\"title\":\"zebra 0\"}\n");
  auto settings = test_settings();
  settings.db = directory / "index";
  const RunningService service(settings);
  std::atomic<bool> is_over = false;
  std::atomic<int> asked = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      HttpClient client(service.port());
      while (!is_over) {
        client.send(http_request("GET", "/v1/search?q=zebra&limit=50"));
        const auto answer = client.answer();
        ASSERT_EQ(answer.status, 200) << answer.body;
        const auto results = json::parse(answer.body);
        ASSERT_EQ(results["hits"].size(), std::min(results["total"]["value"].get<std::size_t>(), std::size_t{50}));
        ++asked;
      }
    });
  }
  std::string tag;
  for (int round = 1; round <= 12; ++round) {
    auto writer = IndexWriter::open(directory / "index");
    const auto id = std::to_string(round);
    ASSERT_TRUE(writer.replace(Record::from_json("{\"id\":\"" + id + "\",\"title\":\"zebra " + id + "\"}")).empty());
    writer.commit();
    const auto committed = Clock::now();
    while (service.get("/v1/records/" + id).status != 200) {
      ASSERT_LT(Clock::now() - committed, 1s) << "round " << round;
      std::this_thread::sleep_for(10ms);
    }
    // A tag that was given before is no more good, in a second at most.
    for (const auto given = Clock::now();
         !tag.empty() && service.get("/v1/search?q=zebra", "If-None-Match: " + tag + "\r\n").status == 304;) {
      ASSERT_LT(Clock::now() - given, 1s);
      std::this_thread::sleep_for(10ms);
    }
    tag = service.get("/v1/search?q=zebra").header("etag");
  }
  is_over = true;
  readers.clear();
  EXPECT_GT(asked, 50);
}

TEST(AServiceBesideAWriter, FollowsARebuild) {
  const TemporaryDirectory directory;
  load_lines(directory / "index", "{\"id\":\"old\",\"title\":\"zebra\"}\n");
  auto settings = test_settings();
  settings.db = directory / "index";
  const RunningService service(settings);
  load_lines(directory / "index", "{\"id\":\"new\",\"title\":\"zebra\"}\n", {.jobs = 1, .rebuild = true});
  for (const auto end = Clock::now() + 5s; service.get("/v1/records/new").status != 200;) {
    ASSERT_LT(Clock::now(), end);
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(service.get("/v1/records/old").status, 404);
  EXPECT_EQ(service.get("/readyz").status, 200);
}

}  // namespace
}  // namespace kbsearch::test
