#include "match/document_set.hpp"

#include <gtest/gtest.h>

#include <set>

namespace kbsearch::match {
namespace {

DocumentSet of(const std::set<DocumentId>& documents) {
  DocumentSet set(200);
  for (const auto document : documents) set.add(document);
  return set;
}

std::set<DocumentId> members(const DocumentSet& set) {
  std::set<DocumentId> found;
  set.for_each([&](DocumentId document) { found.insert(document); });
  return found;
}

TEST(DocumentSet, KeepsWhatWasAddedAcrossItsWords) {
  const std::set<DocumentId> documents = {1, 63, 64, 65, 127, 128, 200};
  const auto set = of(documents);
  EXPECT_EQ(members(set), documents);
  EXPECT_EQ(set.size(), documents.size());
  EXPECT_TRUE(set.contains(64));
  EXPECT_FALSE(set.contains(66));
  EXPECT_FALSE(set.contains(100'000)) << "beyond its room";
  EXPECT_TRUE(DocumentSet(200).empty());
}

TEST(DocumentSet, Combines) {
  auto both = of({1, 64, 128});
  both &= of({64, 128, 200});
  EXPECT_EQ(members(both), (std::set<DocumentId>{64, 128}));
  auto either = of({1, 64});
  either |= of({64, 200});
  EXPECT_EQ(members(either), (std::set<DocumentId>{1, 64, 200}));
  auto less = of({1, 64, 128});
  less -= of({64});
  EXPECT_EQ(members(less), (std::set<DocumentId>{1, 128}));
}

TEST(DocumentSet, FindsTheNext) {
  const auto set = of({1, 64, 200});
  EXPECT_EQ(set.next(0), 1u);
  EXPECT_EQ(set.next(1), 1u);
  EXPECT_EQ(set.next(2), 64u);
  EXPECT_EQ(set.next(65), 200u);
  EXPECT_EQ(set.next(201), 0u);
  EXPECT_EQ(set.next(1'000'000), 0u);
}

}  // namespace
}  // namespace kbsearch::match
