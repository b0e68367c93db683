// What one answer may cost, however large its records and its question are. Issue 11: quadratic in one record, and
// minutes for a page of explanations.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// The best of three, so that a busy machine does not tell.
double seconds_of(const Searcher& searcher, const std::string& text, const SearchOptions& options) {
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(searcher.search(text, options).hits.size(), 1u);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count());
  }
  return best;
}

struct GrowingCase {
  const char* name;
  const char* before;
  const char* repeated;
  const char* after;
  std::size_t times;
};

class OneRecord : public testing::TestWithParam<GrowingCase> {};

// Four times the record takes four times as long at most, with room for what a busy machine does; squares take sixteen.
TEST_P(OneRecord, TakesTimeInProportionToItsSize) {
  const test::TemporaryDirectory directory;
  const auto seconds = [&](std::size_t times) {
    const auto path = directory / std::to_string(times);
    test::load_lines(path, GetParam().before + repeated(GetParam().repeated, times) + GetParam().after);
    return seconds_of(Searcher::open(path), "heat pump", {.passages = 20});
  };
  const double small = seconds(GetParam().times);
  const double large = seconds(4 * GetParam().times);
  EXPECT_LT(large, 8.0 * small + 0.02) << small << " s, then " << large << " s";
}

INSTANTIATE_TEST_SUITE_P(
    Of, OneRecord,
    testing::Values(GrowingCase{"MatchesInATitle", R"({"id":"a","title":")", "heat ", R"("})", 10'000},
                    GrowingCase{"TiedPassages", R"({"id":"a","content":")", "Heat. ", R"("})", 20'000},
                    GrowingCase{"OneLongSentence", R"({"id":"a","content":")", "heat pump and ", R"("})", 10'000},
                    GrowingCase{"KeyPoints", R"({"id":"a","key_points":["x")", R"(,"heat pump")", "]}", 5'000},
                    GrowingCase{"SentencesWithoutAMatch", R"({"id":"a","title":"heat","content":")", "It rains. ",
                                R"("})", 40'000}),
    [](const auto& param) { return param.param.name; });

TEST(Evidence, OfManyMatchesShowsTheRareWordAndCountsAll) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", R"({"id":"a","title":"x","content":")" + repeated("The heat is on. ", 30'000) +
                                         R"(A zeppelin in the heat."})");
  const auto results = Searcher::open(directory / "kb").search("heat zeppelin", {.passages = 2});
  ASSERT_EQ(results.hits.size(), 1u);
  const auto& hit = results.hits.front();
  EXPECT_TRUE(std::any_of(hit.passages.begin(), hit.passages.end(),
                          [](const Snippet& passage) { return passage.text.find("zeppelin") != std::string::npos; }));
  EXPECT_EQ(hit.matched_fields, (std::vector<FieldMatches>{{"content", 30'002}}));
  EXPECT_TRUE(hit.missing_words.empty());
}

TEST(Evidence, OfATitleAloneIsNoLongerThanAPassage) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", R"({"id":"a","title":")" + repeated("wärme ", 5'000) + R"("})");
  const auto results = Searcher::open(directory / "kb").search("wärme");
  ASSERT_EQ(results.hits.size(), 1u);
  const auto& snippet = results.hits.front().snippet;
  EXPECT_LE(snippet.text.size(), 300u);
  EXPECT_TRUE(snippet.ends_inside);
  EXPECT_FALSE(snippet.marks.empty());
  for (const auto& mark : snippet.marks) EXPECT_LE(mark.end, snippet.text.size());
}

class ManyWords : public testing::Test {
 protected:
  ManyWords() {
    std::string lines;
    for (int i = 0; i < 300; ++i) {
      const auto word = "word" + std::to_string(i) + "x";
      lines += R"({"id":")" + word + R"(","title":")" + word + R"( common"})" + "\n";
      query_ += word + ' ';
    }
    query_ += "common";
    test::load_lines(directory_ / "kb", lines);
  }

  test::TemporaryDirectory directory_;
  std::string query_;
};

TEST_F(ManyWords, AndManyHitsAreExplainedAsFarAsTheBudgetReachesAndSayIt) {
  const auto searcher = Searcher::open(directory_ / "kb");
  const auto results = searcher.search(query_, {.limit = 300, .explain = true});
  ASSERT_EQ(results.hits.size(), 300u);
  const auto explained = std::count_if(results.hits.begin(), results.hits.end(),
                                       [](const Hit& hit) { return hit.explanation.has_value(); });
  EXPECT_GT(explained, 50);
  EXPECT_LT(explained, 300);
  for (const auto& hit : results.hits) {
    if (hit.explanation) {
      EXPECT_NEAR(test::sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score);
    }
  }
  EXPECT_TRUE(std::any_of(results.warnings.begin(), results.warnings.end(), [&](const Warning& warning) {
    return warning.what.find("the first " + std::to_string(explained) + " are explained") != std::string::npos;
  }));
  for (const auto& warning : searcher.search(query_, {.limit = 10, .explain = true}).warnings) {
    EXPECT_EQ(warning.what.find("are explained"), std::string::npos) << "a page within the budget is explained whole";
  }
}

TEST_F(ManyWords, AreShownInAsManyHitsAsTheBudgetReachesAndSayIt) {
  std::string lines;
  std::string query;
  for (int i = 0; i < 512; ++i) {
    const auto word = "w" + std::to_string(1000 + i) + "x";
    lines += R"({"id":")" + word + R"(","content":"common )" + word + R"( stands here."})" + "\n";
    query += word + ' ';
  }
  test::load_lines(directory_ / "large", lines);
  const auto searcher = Searcher::open(directory_ / "large");
  const auto results = searcher.search(query, {.limit = 512, .max_words = 512});
  ASSERT_EQ(results.hits.size(), 512u);
  const auto shown =
      std::count_if(results.hits.begin(), results.hits.end(), [](const Hit& hit) { return !hit.snippet.text.empty(); });
  EXPECT_GT(shown, 50);
  EXPECT_LT(shown, 512);
  EXPECT_FALSE(results.hits.back().record_id.empty());
  EXPECT_TRUE(std::any_of(results.warnings.begin(), results.warnings.end(), [&](const Warning& warning) {
    return warning.what.find("the first " + std::to_string(shown) + " have a snippet") != std::string::npos;
  }));
  const auto says = [](const Warning& warning) { return warning.what.find("have a snippet") != std::string::npos; };
  for (const auto& [text, options] : {std::pair<std::string, SearchOptions>(query, {.limit = 20}),
                                      {"common w1001x", {.limit = 512}},
                                      {query, {.limit = 512, .snippets = false}}}) {
    const auto whole = searcher.search(text, options);
    EXPECT_TRUE(std::none_of(whole.warnings.begin(), whole.warnings.end(), says)) << text.substr(0, 30);
  }
}

TEST_F(ManyWords, InVainAreToldOneByOneUpToAHundred) {
  const auto searcher = Searcher::open(directory_ / "kb");
  const auto asked = [&](int count) {
    std::string query;
    for (int i = 0; i < count; ++i) query += "\"word" + std::to_string(i) + "x common\" ";
    return searcher.search(query);
  };
  const auto few = asked(100);
  EXPECT_EQ(few.clauses.size(), 100u);
  for (const auto& clause : few.clauses) EXPECT_EQ(clause.doc_count, 1u);
  EXPECT_EQ(asked(2).clauses.at(0).total_without, 1u);
  const auto many = asked(101);
  EXPECT_TRUE(many.clauses.empty());
  EXPECT_TRUE(std::any_of(many.warnings.begin(), many.warnings.end(), [](const Warning& warning) {
    return warning.what.find("101 conditions") != std::string::npos;
  }));
}

}  // namespace
}  // namespace kbsearch
