// Asking for records by their names against its slow twin, on an index many times larger than the depth to which names
// are looked at: many titles are alike, many are all that is asked, files are named otherwise than their titles.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <random>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr int kNamed = 1'200;
constexpr int kQueries = 24;

using Random = std::mt19937;

std::string words(Random& random, int least, int most) {
  static constexpr const char* kWords[] = {"heat",  "pump",   "store", "grid",  "water", "winter", "policy", "market",
                                           "steel", "carbon", "plane", "place", "city",  "tax",    "wind",   "solar"};
  std::string text;
  const int count = std::uniform_int_distribution(least, most)(random);
  for (int i = 0; i < count; ++i) {
    // The square makes the first words frequent and the last ones rare.
    const double share = std::uniform_real_distribution(0.0, 1.0)(random);
    text += (i > 0 ? " " : "") + std::string(kWords[static_cast<std::size_t>(share * share * std::size(kWords))]);
  }
  return text;
}

class Names : public testing::Test {
 protected:
  Names() {
    Random random(7);
    std::string lines;
    for (int i = 0; i < kNamed; ++i) {
      nlohmann::json record{{"id", "r" + std::to_string(i)},
                            {"title", words(random, 1, 3)},
                            {"content", words(random, 0, 40)},
                            {"importance", std::uniform_int_distribution(0, 100)(random)}};
      if (i % 3 == 0) record["file_name"] = words(random, 1, 2);
      lines += record.dump() + '\n';
    }
    test::load_lines(directory_ / "kb", lines, {.jobs = 2});
  }

  test::TemporaryDirectory directory_;
};

TEST_F(Names, AreFoundAsExplainingEveryRecordSays) {
  const auto searcher = Searcher::open(directory_ / "kb");
  Random random(11);
  int exact = 0;
  for (int i = 0; i < kQueries; ++i) {
    auto text = words(random, 1, i % 4 == 1 ? 6 : 3);
    // Two words of the index are one edit away, and the better one counts in each record.
    if (i % 4 == 2) text += " plaxe";
    SCOPED_TRACE(text);
    auto profile = RankingProfile::named("default");
    profile.order_depth = std::array<std::size_t, 3>{0, 10, 100}[static_cast<std::size_t>(i % 3)];
    const SearchOptions options{.limit = kNamed, .snippets = false, .plain_words = true, .profile = profile};
    const auto results = searcher.search(text, options);
    std::vector<double> expected;
    for (int record = 0; record < kNamed; ++record) {
      const auto explanation = searcher.explain(text, "r" + std::to_string(record), options);
      if (!explanation) continue;
      expected.push_back(explanation->value);
      ASSERT_NEAR(test::sum_of_leaves(*explanation), explanation->value, 1e-9 * explanation->value);
    }
    std::sort(expected.rbegin(), expected.rend());
    ASSERT_EQ(results.hits.size(), expected.size());
    for (std::size_t at = 0; at < expected.size(); ++at) {
      ASSERT_NEAR(results.hits[at].score, expected[at], 1e-9 * expected[at]) << at;
    }
    auto page = options;
    page.limit = 10;
    const auto first = searcher.search(text, page);
    for (std::size_t at = 0; at < first.hits.size(); ++at) {
      ASSERT_EQ(first.hits[at].record_id, results.hits[at].record_id) << at;
    }
    exact += profile.order_depth > 0 && results.hits.front().title == text ? 1 : 0;
  }
  EXPECT_GE(exact, 3) << "the queries are to be names, too";
}

}  // namespace
}  // namespace kbsearch
