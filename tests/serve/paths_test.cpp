// Where files lie on the server is told to nobody who asks over the network, unless the service is told to.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "kbsearch/error.hpp"
#include "kbsearch/index_copies.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/record_reader.hpp"
#include "serve/problem.hpp"
#include "serve/running_service.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

using nlohmann::json;

constexpr const char* kToken = "correct-horse-battery";

/// An index of a file whose directory no answer is to name.
class PathsOfTheService : public testing::Test {
 protected:
  PathsOfTheService() {
    settings_ = test_settings();
    settings_.db = directory_ / "index";
    settings_.access_log = (directory_ / "access.log").string();
    std::ofstream(directory_ / "records.jsonl")
        << R"({"id":"first","title":"The first zebra","tags":["striped"]})" << '\n'
        << R"({"id":"second","title":"A zebra crossing","tags":["striped"]})" << '\n';
    auto reader = RecordReader::open({(directory_ / "records.jsonl").string()});
    EXPECT_EQ(load(settings_.db, reader).added, 2u);
  }

  bool names_the_place(const std::string& text) const {
    return text.find(directory_.path().string()) != std::string::npos;
  }

  std::string log() const {
    std::ostringstream text;
    text << std::ifstream(directory_ / "access.log").rdbuf();
    return text.str();
  }

  TemporaryDirectory directory_;
  cli::serve::Settings settings_;
};

/// Whatever has hits: method, target and body.
const char* const kAsked[][3] = {
    {"GET", "/v1/search?q=zebra", ""},
    {"GET", "/v1/similar/first", ""},
    {"POST", "/v1/search", R"({"q":"zebra"})"},
    {"POST", "/v1/search", R"({"queries":[{"id":"q1","q":"zebra"},{"id":"q2","q":"crossing"}]})"},
};

TEST_F(PathsOfTheService, AreLeftOutOfHits) {
  const RunningService service(settings_);
  for (const auto& [method, target, body] : kAsked) {
    const auto answer = service.ask(method, target, "", body);
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_NE(answer.body.find("\"path\""), std::string::npos) << "the form stays: " << answer.body;
    EXPECT_FALSE(names_the_place(answer.body)) << method << target << answer.body;
  }
  for (const char* target : {"/", "/?q=zebra", "/record?id=first&q=zebra", "/v1/records/first", "/v1/stats",
                             "/v1/facets", "/v1/explain?q=zebra&id=first", "/metrics", "/openapi.json"}) {
    const auto answer = service.get(target);
    ASSERT_EQ(answer.status, 200) << target;
    EXPECT_FALSE(names_the_place(answer.body)) << target << answer.body;
  }
  const auto told =
      service.ask("POST", "/mcp", "Content-Type: application/json\r\nMCP-Protocol-Version: 2025-06-18\r\n",
                  R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search",)"
                  R"("arguments":{"query":"zebra"}}})");
  EXPECT_NE(told.body.find("The first zebra"), std::string::npos) << told.body;
  EXPECT_FALSE(names_the_place(told.body)) << told.body;
}

TEST_F(PathsOfTheService, AreInHitsWhereThatIsAsked) {
  settings_.show_paths = true;
  const RunningService service(settings_);
  for (const auto& [method, target, body] : kAsked) {
    const auto answer = service.ask(method, target, "", body);
    EXPECT_NE(answer.body.find((directory_ / "records.jsonl").string()), std::string::npos) << target << answer.body;
  }
}

TEST_F(PathsOfTheService, AreNotInErrorsButInTheLog) {
  std::filesystem::remove(settings_.db / "generation-1" / "image-1.segment");
  const char* const target = "/v1/search?q=zebra&executor=image";
  {
    const RunningService service(settings_);
    const auto answer = service.get(target);
    ASSERT_EQ(answer.status, 500) << answer.body;
    const auto problem = json::parse(answer.body);
    EXPECT_EQ(problem["code"], "INDEX_NOT_FOUND");
    EXPECT_EQ(problem["detail"], "the index, or the part of it that was asked for, is not there");
    EXPECT_FALSE(names_the_place(answer.body)) << answer.body;
  }
  const auto line = json::parse(log());
  EXPECT_TRUE(names_the_place(line["fault"])) << line;
  settings_.show_paths = true;
  EXPECT_TRUE(names_the_place(RunningService(settings_).get(target).body));
}

TEST_F(PathsOfTheService, AreNotToldToWhoMayWrite) {
  settings_.writable = true;
  settings_.token = kToken;
  const std::string bearer = std::string("Authorization: Bearer ") + kToken + "\r\n";
  {
    const RunningService service(settings_);
    const auto other = IndexWriter::open(settings_.db);
    const auto answer = service.ask("DELETE", "/v1/records/first", bearer);
    EXPECT_EQ(answer.status, 409);
    EXPECT_FALSE(names_the_place(answer.body)) << answer.body;
  }
  take_snapshot(settings_.db, directory_ / "copy");
  settings_.db = directory_ / "copy";
  const RunningService service(settings_);
  const auto answer = service.ask("DELETE", "/v1/records/first", bearer);
  EXPECT_EQ(answer.status, 400) << answer.body;
  EXPECT_FALSE(names_the_place(answer.body)) << answer.body;
}

TEST(Problems, TellTheKindOfEachErrorThatIsAboutFiles) {
  const cli::serve::Settings settings;
  for (const auto code : {ErrorCode::kIndexNotFound, ErrorCode::kIndexCorrupt, ErrorCode::kIndexVersion,
                          ErrorCode::kIndexLocked, ErrorCode::kIo}) {
    const Error error(code, "'/srv/kb' is not as it should be", "/srv/kb");
    const auto response = cli::serve::problem(error, settings);
    EXPECT_EQ(response.body.find("/srv"), std::string::npos) << response.body;
    EXPECT_NE(json::parse(response.body)["detail"], "");
    EXPECT_EQ(response.fault, error.what());
  }
  const Error error(ErrorCode::kInvalidArgument, "limit is -1", "limit");
  EXPECT_EQ(json::parse(cli::serve::problem(error, settings).body)["detail"], "limit is -1");
}

}  // namespace
}  // namespace kbsearch::test
