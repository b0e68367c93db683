#include "analysis/fingerprint.hpp"

#include <gtest/gtest.h>

#include <bit>

#include "base/hash.hpp"

namespace kbsearch::analysis {
namespace {

Fingerprint of(std::size_t words, std::size_t changed_from, std::size_t changed_to) {
  Fingerprint fingerprint;
  for (std::size_t i = 0; i < words; ++i) {
    const bool is_changed = i >= changed_from && i < changed_to;
    fingerprint.add(base::hash64((is_changed ? "other" : "word") + std::to_string(i)));
  }
  return fingerprint;
}

int distance(const Fingerprint& a, const Fingerprint& b) { return std::popcount(*a.likeness() ^ *b.likeness()); }

TEST(Fingerprint, OfTheSameWordsIsTheSame) {
  EXPECT_EQ(of(100, 0, 0).digest(), of(100, 0, 0).digest());
  EXPECT_EQ(of(100, 0, 0).likeness(), of(100, 0, 0).likeness());
}

TEST(Fingerprint, DigestTellsOneWordAndTheOrder) {
  EXPECT_NE(of(100, 0, 0).digest(), of(100, 50, 51).digest());
  Fingerprint forwards;
  Fingerprint backwards;
  for (std::uint64_t i = 0; i < 30; ++i) {
    forwards.add(i);
    backwards.add(29 - i);
  }
  EXPECT_NE(forwards.digest(), backwards.digest());
}

TEST(Fingerprint, LikenessOutlivesAFewChangesAndNotMany) {
  EXPECT_LE(distance(of(2000, 0, 0), of(2000, 700, 703)), Fingerprint::kMaxDistance);
  EXPECT_GT(distance(of(2000, 0, 0), of(2000, 0, 1000)), Fingerprint::kMaxDistance);
  EXPECT_GT(distance(of(2000, 0, 0), of(2000, 0, 2000)), 10);
}

TEST(Fingerprint, OfAShortTextIsNone) {
  EXPECT_FALSE(of(Fingerprint::kLeastWords - 1, 0, 0).digest());
  EXPECT_FALSE(of(Fingerprint::kLeastWords - 1, 0, 0).likeness());
  EXPECT_TRUE(of(Fingerprint::kLeastWords, 0, 0).digest());
}

}  // namespace
}  // namespace kbsearch::analysis
