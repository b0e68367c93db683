#include "match/snapshot_cache.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "store/database.hpp"
#include "store/index_directory.hpp"
#include "support/sample.hpp"

namespace kbsearch::match {
namespace {

TEST(SnapshotCache, KeepsTheStaticScoresOfTheProfilesThatWereAskedForLast) {
  const auto database = store::open_database(store::IndexDirectory(test::sample_index()).current_generation());
  SnapshotCache cache;
  auto profile = RankingProfile::named("default");
  const auto& first = profile.signals.front();
  std::weak_ptr<const rank::StaticScores> oldest = cache.statics(database, Schema::knowledge_base(), profile);
  EXPECT_FALSE(oldest.expired());
  EXPECT_EQ(oldest.lock(), cache.statics(database, Schema::knowledge_base(), profile));
  for (int i = 0; i < 100; ++i) {
    profile.signals.front().weight = first.weight + 0.001;
    cache.statics(database, Schema::knowledge_base(), profile);
  }
  EXPECT_TRUE(oldest.expired());
}

TEST(Lazy, IsMadeOnceByManyThreadsAndAgainAfterAFailure) {
  base::Lazy<int> lazy;
  EXPECT_THROW(lazy.get([]() -> std::unique_ptr<const int> { throw std::bad_alloc(); }), std::bad_alloc);
  std::atomic<int> made = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      EXPECT_EQ(lazy.get([&] {
        ++made;
        return std::make_unique<const int>(7);
      }),
                7);
    });
  }
  threads.clear();
  EXPECT_EQ(made, 1);
}

}  // namespace
}  // namespace kbsearch::match
