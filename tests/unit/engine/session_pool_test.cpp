#include "engine/session_pool.hpp"

#include <gtest/gtest.h>

#include "support/sample.hpp"

namespace kbsearch::engine {
namespace {

match::Session* session_of(SessionPool& pool) {
  return pool.with_session([](match::Session& session) { return &session; });
}

TEST(SessionPool, KeepsASessionWhoseRequestWasRefused) {
  SessionPool pool(test::sample_index());
  auto* const first = session_of(pool);
  EXPECT_THROW(pool.with_session([](match::Session&) -> int {
    throw Error(ErrorCode::kInvalidArgument, "a filter that makes no sense");
  }),
               Error);
  EXPECT_EQ(session_of(pool), first);
}

TEST(SessionPool, DropsASessionThatBroke) {
  SessionPool pool(test::sample_index());
  pool.with_session([&](match::Session& outer) {
    // Another one stays idle, so that the allocator cannot give the dropped one's place to the next.
    auto* const inner = session_of(pool);
    EXPECT_NE(inner, &outer);
    return 0;
  });
  match::Session* broken = nullptr;
  EXPECT_THROW(pool.with_session([&](match::Session& session) -> int {
    broken = &session;
    throw Error(ErrorCode::kIndexCorrupt, "a damaged block");
  }),
               Error);
  EXPECT_NE(session_of(pool), broken);
}

TEST(SessionPool, RunsAnActionAgainWhenItsSnapshotIsGone) {
  SessionPool pool(test::sample_index());
  int runs = 0;
  const auto sum = pool.with_session([&](match::Session&) {
    if (++runs < 3) throw store::SnapshotGone{};
    return runs;
  });
  EXPECT_EQ(sum, 3);
}

TEST(SessionPool, SaysSoWhenASnapshotIsLostEachTime) {
  SessionPool pool(test::sample_index());
  EXPECT_THROW(pool.with_session([](match::Session&) -> int { throw store::SnapshotGone{}; }), Error);
  EXPECT_THROW(pool.with_lasting_session([](match::Session&) -> int { throw store::SnapshotGone{}; }), Error);
}

}  // namespace
}  // namespace kbsearch::engine
