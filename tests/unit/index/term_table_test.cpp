#include "index/term_table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace kbsearch::index {
namespace {

TEST(TermTable, SumsWeightsAndGivesTermsInOrder) {
  TermTable table(1u << 20);
  table.add("pump", 1.5);
  table.note("heat");
  table.add("pump", 2.0);
  table.note("pump");
  const auto terms = table.sorted();
  ASSERT_EQ(terms.size(), 2u);
  EXPECT_EQ(table.bytes_of(*terms[0]), "heat");
  EXPECT_FALSE(terms[0]->ranks);
  EXPECT_EQ(table.bytes_of(*terms[1]), "pump");
  EXPECT_TRUE(terms[1]->ranks);
  EXPECT_EQ(terms[1]->weighted_tf, 3.5);
}

TEST(TermTable, AgreesWithAMapOverManyDocumentsOfManySizes) {
  std::mt19937 random(7);
  TermTable table(1u << 20);
  for (const unsigned size : {10u, 5'000u, 450'000u, 20u, 1u, 2'000u}) {
    table.clear();
    std::map<std::string, double> wanted;
    for (unsigned i = 0; i < size; ++i) {
      const std::string term = std::to_string(random() % (size + 1));
      table.add(term, 1.0);
      wanted[term] += 1.0;
    }
    const auto terms = table.sorted();
    ASSERT_EQ(terms.size(), wanted.size()) << size;
    auto next = wanted.begin();
    for (const auto* term : terms) {
      ASSERT_EQ(table.bytes_of(*term), next->first);
      ASSERT_EQ(term->weighted_tf, next->second);
      ++next;
    }
  }
}

}  // namespace
}  // namespace kbsearch::index
