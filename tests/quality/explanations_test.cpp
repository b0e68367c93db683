// On all real judged queries: every explanation adds up to the score of its hit, and every highlighted word is one that
// the explanation speaks of.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "kbsearch/evaluation.hpp"
#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/faithful_marks.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::sum_of_leaves;

TEST(Explanations, AddUpAndHighlightsAreFaithfulOnEveryJudgedQueryOfTheWiki) {
  const char* shared = std::getenv("KBSEARCH_SHARED_DATA");
  if (shared == nullptr) GTEST_SKIP() << "KBSEARCH_SHARED_DATA names no directory: the real queries are not explained";
  const auto wiki = std::filesystem::path(shared) / "longterm-wiki";
  const test::TemporaryDirectory directory;
  auto reader = RecordReader::open({(wiki / "records.jsonl").string()});
  static_cast<void>(load(directory / "kb", reader));
  const auto searcher = Searcher::open(directory / "kb");
  std::vector<std::string> languages;
  for (const auto& [language, count] : searcher.statistics().languages) languages.push_back(language);
  test::FaithfulMarks faithful(languages);
  std::size_t explained = 0;
  std::size_t compared = 0;
  for (const std::string set : {"claims", "anchors", "topics", "linkanchors", "linkcontexts"}) {
    const auto path = wiki / ("queries." + set + ".dev.tsv");
    std::ifstream file(path);
    for (const auto& query : read_queries(file, path.string())) {
      SCOPED_TRACE(query.id);
      for (const char* profile : {"default", "recall"}) {
        // Feedback adds two searches to each: a tenth of the queries will do for it.
        if (profile == std::string("recall") && explained % 10 != 0) continue;
        const auto results = searcher.search(
            query.text,
            {.passages = 3, .explain = true, .plain_words = true, .profile = RankingProfile::named(profile)});
        for (const auto& hit : results.hits) {
          ASSERT_EQ(faithful.unfaithful(hit), "") << "is marked in " << hit.record_id << ", but did not count";
          ASSERT_LE(std::abs(sum_of_leaves(*hit.explanation) - hit.score), 1e-9 * std::max(1.0, hit.score));
          ASSERT_DOUBLE_EQ(hit.explanation->value, sum_of_leaves(*hit.explanation));
        }
        explained += results.hits.size();
        // What a page leaves unlooked at cannot belong on it: the long list's beginning is the page.
        if (explained % 7 != 0) continue;
        const auto list = searcher.search(
            query.text,
            {.limit = 150, .snippets = false, .plain_words = true, .profile = RankingProfile::named(profile)});
        for (std::size_t at = 0; at < results.hits.size(); ++at) {
          ASSERT_EQ(results.hits[at].record_id, list.hits[at].record_id) << profile << ' ' << at;
          ASSERT_NEAR(results.hits[at].score, list.hits[at].score, 1e-9 * list.hits[at].score);
        }
        ++compared;
      }
    }
  }
  std::cout << explained << " hits explained, " << faithful.marks() << " marks\n";
  EXPECT_GT(faithful.marks(), 100'000u);
  EXPECT_GT(explained, 40'000u);
  EXPECT_GT(compared, 100u);
}

}  // namespace
}  // namespace kbsearch
