// A service on a copy of a snapshot that is replaced again and again, CURRENT last: no request fails, each answer is of
// one state, and the newest is shown within a second.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "kbsearch/index_copies.hpp"
#include "serve/running_service.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kRecords = 20;

void write_state(const fs::path& index, int state) {
  std::string lines;
  for (std::size_t i = 0; i < kRecords; ++i) {
    lines += R"({"id":"r)" + std::to_string(i) + R"(","title":"heat of state)" + std::to_string(state) + "\"}\n";
  }
  load_lines(index, lines);
}

/// As rsync and object stores bring a snapshot, in the order that docs/copies.md tells.
void bring(const fs::path& snapshot, const fs::path& replica) {
  fs::create_directories(replica);
  fs::path generation;
  for (const auto& entry : fs::directory_iterator(snapshot)) {
    if (entry.is_directory()) generation = entry.path().filename();
  }
  fs::copy(snapshot / generation, replica / generation, fs::copy_options::recursive);
  fs::copy_file(snapshot / "CURRENT", replica / "CURRENT.tmp", fs::copy_options::overwrite_existing);
  fs::rename(replica / "CURRENT.tmp", replica / "CURRENT");
  for (const auto& entry : fs::directory_iterator(replica)) {
    if (entry.is_directory() && entry.path().filename() != generation) fs::remove_all(entry.path());
  }
}

TEST(FollowedCopiesService, FailsNoRequestWhileItsDirectoryIsReplaced) {
  const TemporaryDirectory directory;
  const auto index = directory / "kb";
  const auto snapshot = directory / "snapshot";
  const auto replica = directory / "replica";
  write_state(index, 0);
  take_snapshot(index, snapshot);
  bring(snapshot, replica);
  auto settings = test_settings();
  settings.db = replica;
  const RunningService service(settings);
  const auto state_shown = [&]() -> std::string {
    const auto answer = service.get("/v1/search?q=heat&limit=20");
    EXPECT_EQ(answer.status, 200) << answer.body;
    if (answer.status != 200) return {};
    const auto hits = json::parse(answer.body).at("hits");
    EXPECT_EQ(hits.size(), kRecords);
    const std::string title = hits.at(0).at("title");
    for (const auto& hit : hits) EXPECT_EQ(hit.at("title"), title) << "an answer of two states";
    return title;
  };
  std::atomic<bool> ends = false;
  std::atomic<int> requests = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 2; ++i) {
    clients.emplace_back([&] {
      while (!ends && !testing::Test::HasFailure()) {
        state_shown();
        ++requests;
      }
    });
  }
  for (int state = 1; state <= 5; ++state) {
    write_state(index, state);
    take_snapshot(index, snapshot);
    bring(snapshot, replica);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    const auto wanted = "heat of state" + std::to_string(state);
    while (state_shown() != wanted && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_EQ(state_shown(), wanted);
  }
  ends = true;
  for (auto& client : clients) client.join();
  EXPECT_GT(requests, 20);
}

}  // namespace
}  // namespace kbsearch::test
