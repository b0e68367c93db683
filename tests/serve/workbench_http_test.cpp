// The workbench through the service: there only when it is asked for, on this machine, and for forms of its own pages.
#include <gtest/gtest.h>

#include <filesystem>

#include "arguments.hpp"
#include "command.hpp"
#include "serve/run.hpp"
#include "serve/running_service.hpp"
#include "support/files.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

TEST(WorkbenchService, IsThereOnlyWhenItIsAskedFor) {
  const RunningService service;
  EXPECT_EQ(service.get("/workbench").status, 404);
  EXPECT_EQ(service.ask("POST", "/workbench/judge").status, 404);
}

TEST(WorkbenchService, IsForThisMachineAlone) {
  const auto parsed = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", sample_index().string()});
    return cli::serve::run(cli::parse_arguments(arguments, cli::declare_serve()));
  };
  EXPECT_THROW(parsed({"--workbench", "--listen", "0.0.0.0:0"}), cli::UsageError);
  EXPECT_THROW(parsed({"--qrels", "r.txt", "--queries", "q.tsv"}), cli::UsageError);
  EXPECT_THROW(parsed({"--workbench", "--qrels", "r.txt"}), cli::UsageError);
}

TEST(WorkbenchService, ShowsPagesAndKeepsAJudgment) {
  const TemporaryDirectory directory;
  auto settings = test_settings();
  settings.workbench = true;
  settings.judged_queries = directory / "q.tsv";
  settings.qrels = directory / "r.txt";
  const RunningService service(settings);
  const auto page = service.get("/workbench?q=pytorch%20governance&left=text&right=default");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_TRUE(page.header("content-security-policy").starts_with("default-src 'none'"));
  EXPECT_NE(page.body.find("PyTorch Foundation Announcement"), std::string::npos);
  EXPECT_EQ(service.get("/workbench/style.css").status, 200);

  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
  const std::string own = form + "Origin: http://localhost\r\n";
  const std::string body = "q=pytorch+governance&left=text&right=default&id=87c36d42aade0023&grade=3";
  EXPECT_EQ(service.ask("POST", "/workbench/judge", form, body).status, 403);
  EXPECT_EQ(service.ask("POST", "/workbench/judge", form + "Origin: http://evil.example\r\n", body).status, 403);
  EXPECT_FALSE(std::filesystem::exists(directory / "r.txt"));
  EXPECT_EQ(service.ask("POST", "/workbench/judge", own + "Sec-Fetch-Site: cross-site\r\n", body).status, 403);
  const auto judged = service.ask("POST", "/workbench/judge", own, body);
  EXPECT_EQ(judged.status, 303) << judged.body;
  EXPECT_EQ(judged.header("location"), "../workbench?q=pytorch%20governance&left=text&right=default");
  EXPECT_EQ(read_bytes(directory / "r.txt"), "w1 0 87c36d42aade0023 3\n");
  EXPECT_EQ(read_bytes(directory / "q.tsv"), "w1\tpytorch governance\n");
}

}  // namespace
}  // namespace kbsearch::test
