#include "base/bounded_queue.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

namespace kbsearch::base {
namespace {

/// True if pushing one more item waits.
bool is_full(BoundedQueue<std::string>& queue, std::size_t weight) {
  std::atomic<bool> is_in = false;
  std::jthread producer([&] { is_in = queue.push("late", weight); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const bool waits = !is_in;
  queue.close();
  return waits;
}

TEST(BoundedQueue, IsFullAtItsNumberOfItems) {
  BoundedQueue<std::string> queue(2, 100);
  queue.push("a", 1);
  queue.push("b", 1);
  EXPECT_TRUE(is_full(queue, 1));
}

TEST(BoundedQueue, IsFullAtItsWeight) {
  BoundedQueue<std::string> queue(10, 100);
  queue.push("a", 60);
  EXPECT_TRUE(is_full(queue, 41));
}

TEST(BoundedQueue, HasRoomAgainForWhatWasTaken) {
  BoundedQueue<std::string> queue(10, 100);
  queue.push("a", 60);
  EXPECT_EQ(queue.pop(), "a");
  EXPECT_FALSE(is_full(queue, 100));
}

TEST(BoundedQueue, TakesAnItemThatIsHeavierThanAllItMayHold) {
  BoundedQueue<std::string> queue(10, 100);
  EXPECT_TRUE(queue.push("heavy", 1000));
  EXPECT_EQ(queue.pop(), "heavy");
}

TEST(BoundedQueue, GivesOutWhatItHeldWhenItWasClosed) {
  BoundedQueue<std::string> queue(10, 100);
  queue.push("a", 1);
  queue.close();
  EXPECT_FALSE(queue.push("b", 1));
  EXPECT_EQ(queue.pop(), "a");
  EXPECT_EQ(queue.pop(), std::nullopt);
}

}  // namespace
}  // namespace kbsearch::base
