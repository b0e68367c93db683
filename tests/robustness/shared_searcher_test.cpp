// One Searcher, many threads, and a writer that commits all the while. Run under ThreadSanitizer by the gate.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

/// Every fourth query in each of the modes that share columns, sets and names.
SearchOptions options_for(std::size_t query) {
  SearchOptions options;
  options.explain = true;
  options.facets = {{"tag", 10}, {"importance", 5}, {"published"}};
  options.typing = query % 4 == 1;
  options.collapse = query % 4 == 2 ? "near" : "";
  options.all_words = query % 4 == 3;
  options.related_tags = query % 4 == 0 ? 3 : 0;
  return options;
}

TEST(SharedSearcher, AnswersManyThreadsAlike) {
  const auto queries = test::sample_queries();
  std::vector<SearchResults> expected;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    expected.push_back(Searcher::open(test::sample_index()).search(queries[i].second, options_for(i)));
  }
  // Opened anew, so that the threads fill its caches together.
  const auto searcher = Searcher::open(test::sample_index());
  std::atomic<int> differing = 0;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < queries.size(); ++i) {
        const std::size_t q = (i * 7 + t * 13) % queries.size();
        const auto results = searcher.search(queries[q].second, options_for(q));
        bool same = results.hits.size() == expected[q].hits.size() && results.total.value == expected[q].total.value &&
                    results.facets == expected[q].facets;
        for (std::size_t h = 0; same && h < results.hits.size(); ++h) {
          same = results.hits[h].record_id == expected[q].hits[h].record_id &&
                 results.hits[h].score == expected[q].hits[h].score;
        }
        if (!same) ++differing;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(differing, 0);
}

TEST(SharedSearcher, OutlivesTheCommitsOfAWriter) {
  const test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  std::string lines;
  for (int i = 0; i < 50; ++i) lines += "{\"id\":\"" + std::to_string(i) + "\",\"title\":\"heat pump\"}\n";
  test::load_lines(path, lines);
  const auto searcher = Searcher::open(path);
  std::atomic<bool> writing = true;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      while (writing) {
        // Each commit replaces every record at once, so whichever state is seen has all fifty.
        if (searcher.search("heat").total.value != 50) ++wrong;
      }
    });
  }
  auto writer = IndexWriter::open(path);
  for (int round = 0; round < 15; ++round) {
    for (int i = 0; i < 50; ++i) {
      const auto title = "heat pump, round " + std::to_string(round);
      writer.replace(Record::from_json("{\"id\":\"" + std::to_string(i) + "\",\"title\":\"" + title + "\"}"));
    }
    writer.commit();
  }
  writing = false;
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace kbsearch
