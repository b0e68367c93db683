#include "match/near_finder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/varint.hpp"
#include "match/columns.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

/// Documents 1 to `count`: every third without a fingerprint, the others a few bits away from one of five.
Xapian::WritableDatabase documents(std::uint32_t count, std::mt19937_64& random) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  std::vector<std::uint64_t> kinds(5);
  for (auto& bits : kinds) bits = random();
  for (std::uint32_t i = 0; i < count; ++i) {
    Xapian::Document document;
    if (i % 3 != 0) {
      auto bits = kinds[random() % kinds.size()];
      for (auto flips = random() % 5; flips > 0; --flips) bits ^= std::uint64_t{1} << random() % 64;
      std::string bytes;
      base::put_fixed64(bytes, bits);
      document.add_value(store::kSlotFingerprint, bytes);
    }
    database.add_document(document);
  }
  return database;
}

TEST(NearFinder, FindsWhatLookingAtEachFinds) {
  for (const unsigned seed : {1u, 2u, 3u}) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937_64 random(seed);
    const auto database = documents(200, random);
    const FingerprintColumn fingerprints(database);
    NearFinder near;
    std::vector<DocumentId> added;
    for (DocumentId document = 1; document <= 200; ++document) {
      std::vector<std::size_t> expected;
      for (std::size_t i = 0; i < added.size(); ++i) {
        if (are_near(fingerprints.of(added[i]), fingerprints.of(document))) expected.push_back(i);
      }
      std::vector<std::size_t> found;
      near.for_each_near(fingerprints.of(document), [&](std::size_t place) { found.push_back(place); });
      std::sort(found.begin(), found.end());
      ASSERT_EQ(found, expected);
      ASSERT_EQ(near.first_near(fingerprints.of(document)),
                expected.empty() ? std::nullopt : std::optional(expected.front()));
      near.add(fingerprints.of(document));
      added.push_back(document);
    }
  }
}

}  // namespace
}  // namespace kbsearch::match
