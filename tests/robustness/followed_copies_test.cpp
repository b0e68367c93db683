// Copies that serve: a searcher follows a directory that is replaced under it, by the next snapshot, as rsync and an
// object store bring one (the generation first, CURRENT last), and whole, by a rename. No search fails, and none sees
// two states.
#include <fcntl.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "kbsearch/error.hpp"
#include "kbsearch/index_copies.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

constexpr int kRecords = 30;
constexpr int kStates = 6;

std::string lines(int state) {
  std::string all;
  for (int i = 0; i < kRecords; ++i) {
    all += R"({"id":"r)" + std::to_string(i) + R"(","title":"heat of state)" + std::to_string(state) + "\"}\n";
  }
  return all;
}

/// What a replica is brought by rsync --delay-updates or an object store: file by file, each under its name at once.
void bring(const fs::path& from, const fs::path& to) {
  fs::create_directories(to);
  std::string generation;
  for (const auto& entry : fs::directory_iterator(from)) {
    if (entry.is_directory()) generation = entry.path().filename().string();
  }
  const auto place = [](const fs::path& source, const fs::path& target) {
    const auto fresh = target.string() + ".tmp";
    fs::copy_file(source, fresh, fs::copy_options::overwrite_existing);
    fs::rename(fresh, target);
  };
  fs::create_directories(to / generation);
  for (const auto& entry : fs::directory_iterator(from / generation)) {
    place(entry.path(), to / generation / entry.path().filename());
  }
  place(from / "CURRENT", to / "CURRENT");
  for (const auto& entry : fs::directory_iterator(to)) {
    if (entry.is_directory() && entry.path().filename() != generation) fs::remove_all(entry.path());
  }
}

class FollowedCopies : public testing::Test {
 protected:
  FollowedCopies() {
    test::load_lines(index_, lines(0));
    take_snapshot(index_, snapshot_);
  }

  void next_state(int state) {
    test::load_lines(index_, lines(state));
    take_snapshot(index_, snapshot_);
  }

  /// Searches `served` from several threads, and again by searchers that are opened anew, while `replace` is called
  /// with each state.
  void follow(const fs::path& served, const std::function<void(int)>& replace) {
    auto searcher = Searcher::open(served);
    std::atomic<bool> ends = false;
    std::atomic<int> searches = 0;
    std::atomic<int> failures = 0;
    const auto answer = [&](const Searcher& from) {
      const auto results = from.search("heat", {.limit = kRecords});
      bool fits = results.hits.size() == kRecords;
      for (const auto& hit : results.hits) fits = fits && hit.title == results.hits.front().title;
      EXPECT_TRUE(fits) << results.hits.size() << " hits, or of two states";
      ++searches;
    };
    const auto asking = [&](const std::function<void()>& ask) {
      while (!ends) {
        try {
          ask();
        } catch (const Error& error) {
          ++failures;
          ADD_FAILURE() << error.what();
          return;
        }
      }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i) threads.emplace_back([&] { asking([&] { answer(searcher); }); });
    threads.emplace_back([&] { asking([&] { answer(Searcher::open(served)); }); });
    for (int state = 1; state < kStates; ++state) {
      replace(state);
      searcher.refresh();
      EXPECT_EQ(searcher.search("heat").hits.front().title, "heat of state" + std::to_string(state));
    }
    ends = true;
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(failures, 0);
    EXPECT_GT(searches, kStates);
  }

  test::TemporaryDirectory directory_;
  fs::path index_ = directory_ / "kb";
  fs::path snapshot_ = directory_ / "snapshot";
};

TEST_F(FollowedCopies, AreFollowedWhereTheNextSnapshotIsTaken) {
  follow(snapshot_, [&](int state) { next_state(state); });
}

TEST_F(FollowedCopies, AreFollowedWhereTheyAreBroughtFileByFileAndCurrentLast) {
  const auto replica = directory_ / "replica";
  bring(snapshot_, replica);
  follow(replica, [&](int state) {
    next_state(state);
    bring(snapshot_, replica);
  });
}

TEST_F(FollowedCopies, AreFollowedWhereTheDirectoryIsExchanged) {
  const auto served = directory_ / "served";
  bring(snapshot_, served);
  follow(served, [&](int state) {
    next_state(state);
    const auto fresh = directory_ / "fresh";
    bring(snapshot_, fresh);
    ASSERT_EQ(::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, served.c_str(), RENAME_EXCHANGE), 0);
    fs::remove_all(fresh);
  });
}

TEST_F(FollowedCopies, AreFollowedWhereRestoringReplacesAnIndex) {
  const auto served = directory_ / "served";
  restore_snapshot(snapshot_, served);
  follow(served, [&](int state) {
    next_state(state);
    restore_snapshot(snapshot_, served);
  });
}

TEST_F(FollowedCopies, KeepAnsweringTheOldStateWhereCurrentCameFirst) {
  const auto replica = directory_ / "replica";
  bring(snapshot_, replica);
  auto searcher = Searcher::open(replica);
  next_state(1);
  fs::copy_file(snapshot_ / "CURRENT", replica / "CURRENT", fs::copy_options::overwrite_existing);
  EXPECT_EQ(searcher.search("heat").hits.size(), 10u);
  EXPECT_THROW(searcher.refresh(), Error);
  EXPECT_EQ(searcher.search("heat").hits.front().title, "heat of state0");
  bring(snapshot_, replica);
  searcher.refresh();
  EXPECT_EQ(searcher.search("heat").hits.front().title, "heat of state1");
}

}  // namespace
}  // namespace kbsearch
