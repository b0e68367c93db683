// What a total is worth: exact where that costs little, else at least as many as have the most frequent word.
#include <gtest/gtest.h>

#include <string>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

/// 600 records have "heat", every second one "pump", every third one is a paper; ten have "grid" alone.
class Totals : public testing::TestWithParam<SearchExecutor> {
 protected:
  Totals() {
    std::string lines;
    for (int i = 0; i < 610; ++i) {
      const std::string title = i >= 600 ? "grid" : i % 2 == 0 ? "heat pump" : "heat";
      lines += R"({"id":"r)" + std::to_string(i) + R"(","title":")" + title + R"(","type":")" +
               (i % 3 == 0 ? "paper" : "blog") + "\"}\n";
    }
    test::load_lines(directory_ / "kb", lines);
  }
  Total total(const char* text, std::uint64_t exact_up_to, const char* filter = "") const {
    const auto searcher = Searcher::open(directory_ / "kb");
    return searcher.search(text, {.filter = filter, .exact_total_up_to = exact_up_to, .executor = GetParam()}).total;
  }

  test::TemporaryDirectory directory_;
};

TEST_P(Totals, AreExactForOneWordAndForConditions) {
  EXPECT_EQ(total("heat", 0).value, 600u);
  EXPECT_TRUE(total("heat", 0).exact);
  EXPECT_EQ(total("heat pump", 0, "type:paper").value, 200u);
  EXPECT_TRUE(total("heat pump", 0, "type:paper").exact);
  EXPECT_EQ(total("+pump heat", 0).value, 300u);
}

TEST_P(Totals, AreExactWhereFewAreToBeCounted) {
  EXPECT_EQ(total("heat pump grid", 1'000).value, 610u);
  EXPECT_TRUE(total("heat pump grid", 1'000).exact);
  EXPECT_TRUE(total("pump grid", 300).exact) << "the most frequent word is in no more than that";
}

TEST_P(Totals, AreAtLeastThoseOfTheMostFrequentWordBeyond) {
  const auto found = total("heat pump grid", 100);
  EXPECT_EQ(found.value, 600u);
  EXPECT_FALSE(found.exact);
}

TEST_P(Totals, OfPhrasesAreCountedAsFarAsIsAsked) {
  EXPECT_EQ(total("\"heat pump\"", 300).value, 300u);
  EXPECT_TRUE(total("\"heat pump\"", 300).exact);
  EXPECT_EQ(total("\"heat pump\"", 299).value, 299u);
  EXPECT_FALSE(total("\"heat pump\"", 299).exact);
  EXPECT_EQ(total("title:heat", 100, "type:paper").value, 100u);
  EXPECT_FALSE(total("title:heat", 100, "type:paper").exact);
  EXPECT_EQ(total("\"pump heat\"", 0).value, 0u);
  EXPECT_TRUE(total("\"pump heat\"", 0).exact);
  EXPECT_EQ(total("\"heat pump\"", 0).value, 10u) << "as many as are shown";
}

INSTANTIATE_TEST_SUITE_P(OfEach, Totals, testing::Values(SearchExecutor::kXapian, SearchExecutor::kImage),
                         [](const auto& executor) {
                           return executor.param == SearchExecutor::kImage ? "Image" : "Xapian";
                         });

}  // namespace
}  // namespace kbsearch
