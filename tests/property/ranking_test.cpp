// The ranker against its slow twin, on every judged query of the sample: what the matcher finds and how it orders it
// must be what explaining every record, one by one, would give.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "kbsearch/analyzer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::sum_of_leaves;

std::vector<std::string> ranked_ids(const SearchResults& results) {
  std::vector<std::string> ids;
  for (const auto& hit : results.hits) ids.push_back(hit.record_id);
  return ids;
}

class OnTheSample : public testing::Test {
 protected:
  OnTheSample() : searcher_(Searcher::open(test::sample_index())) {}

  std::vector<std::string> all_ids() const {
    std::vector<std::string> ids;
    searcher_.for_each_record([&](const Record& record) { ids.push_back(record.id); });
    return ids;
  }

  Searcher searcher_;
};

TEST_F(OnTheSample, ExplanationsAddUpToTheScoreOfEveryHit) {
  for (const auto& [id, text] : test::sample_queries()) {
    SCOPED_TRACE(id + ": " + text);
    const auto results = searcher_.search(text, {.limit = 1000, .explain = true, .plain_words = true});
    ASSERT_FALSE(results.hits.empty());
    for (const auto& hit : results.hits) {
      ASSERT_NEAR(sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score) << hit.record_id;
    }
  }
}

TEST_F(OnTheSample, SearchGivesWhatExplainingEveryRecordGives) {
  const auto ids = all_ids();
  for (const auto& [query_id, text] : test::sample_queries()) {
    SCOPED_TRACE(query_id + ": " + text);
    const SearchOptions options{.limit = 1000, .snippets = false, .plain_words = true};
    std::vector<std::pair<double, std::string>> expected;
    for (const auto& id : ids) {
      if (const auto explanation = searcher_.explain(text, id, options)) expected.emplace_back(explanation->value, id);
    }
    const auto results = searcher_.search(text, options);
    ASSERT_EQ(results.hits.size(), expected.size());
    EXPECT_EQ(results.total.value, expected.size());
    EXPECT_TRUE(results.total.exact);
    std::sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_NEAR(results.hits[i].score, expected[i].first, 1e-9 * expected[i].first);
    }
  }
}

// The sample is smaller than the default depth: a small one makes the second stage end within the results.
TEST_F(OnTheSample, SecondStageEndsAtItsDepthWhereverThePageEnds) {
  std::size_t with_order = 0;
  std::size_t without = 0;
  for (const std::size_t depth : {0u, 1u, 5u, 12u}) {
    for (const auto& [query_id, text] : test::sample_queries()) {
      SCOPED_TRACE(query_id + " depth " + std::to_string(depth));
      auto profile = RankingProfile::named("default");
      profile.order_depth = depth;
      const auto results = searcher_.search(
          text, {.limit = 1000, .snippets = false, .explain = true, .plain_words = true, .profile = profile});
      for (std::size_t i = 0; i < results.hits.size(); ++i) {
        const auto& hit = results.hits[i];
        ASSERT_NEAR(sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score);
        if (i > 0) {
          ASSERT_LE(hit.score, results.hits[i - 1].score);
        }
        const auto& parts = hit.explanation->parts;
        const bool ordered = std::any_of(parts.begin(), parts.end(),
                                         [](const Explanation& part) { return part.label == "closer look"; });
        ++(ordered ? with_order : without);
        const auto alone = searcher_.explain(text, hit.record_id, {.plain_words = true, .profile = profile});
        ASSERT_TRUE(alone);
        ASSERT_NEAR(alone->value, hit.score, 1e-9 * hit.score);
      }
      std::vector<std::string> joined;
      for (std::size_t offset = 0; offset < results.hits.size(); offset += 4) {
        const auto page = searcher_.search(
            text, {.limit = 4, .offset = offset, .snippets = false, .plain_words = true, .profile = profile});
        for (const auto& hit : page.hits) joined.push_back(hit.record_id);
      }
      ASSERT_EQ(joined, ranked_ids(results));
    }
  }
  EXPECT_GT(with_order, 300u);
  EXPECT_GT(without, 300u);
}

TEST_F(OnTheSample, SimilarRecordsExplainThemselvesAndLeaveTheRecordOut) {
  std::size_t shared_pages = 0;
  for (const auto& id : all_ids()) {
    SCOPED_TRACE(id);
    const auto results = searcher_.similar(id, {.limit = 20, .explain = true});
    ASSERT_TRUE(results);
    for (const auto& hit : results->hits) {
      EXPECT_NE(hit.record_id, id);
      ASSERT_NEAR(sum_of_leaves(*hit.explanation), hit.score, 1e-9 * hit.score);
      for (const auto& part : hit.explanation->parts.front().parts) {
        shared_pages += part.label.starts_with("cited by '") ? 1 : 0;
      }
    }
  }
  EXPECT_GT(shared_pages, 50u);
  EXPECT_FALSE(searcher_.similar("nosuchrecord"));
}

TEST_F(OnTheSample, PagesJoinToTheOneLongList) {
  for (const auto& [query_id, text] : test::sample_queries()) {
    SCOPED_TRACE(query_id);
    const auto whole = ranked_ids(searcher_.search(text, {.limit = 60, .snippets = false}));
    std::vector<std::string> joined;
    for (std::size_t offset = 0; offset < 60; offset += 7) {
      const auto page =
          searcher_.search(text, {.limit = std::min<std::size_t>(7, 60 - offset), .offset = offset, .snippets = false});
      for (const auto& hit : page.hits) joined.push_back(hit.record_id);
    }
    ASSERT_EQ(joined, whole);
  }
}

TEST_F(OnTheSample, EveryMarkIsAWordOfTheQuery) {
  static const char* const kLanguages[] = {"en", "de", "fr", "ru", "ar", "zh", "ja"};
  std::size_t marks = 0;
  for (const auto& [query_id, text] : test::sample_queries()) {
    SCOPED_TRACE(query_id + ": " + text);
    const auto results = searcher_.search(text, {.limit = 1000});
    std::set<std::string> asked;
    const auto ask = [&](const std::string& words) {
      for (const char* language : kLanguages) {
        for (const auto& token : Analyzer(language).analyze(words)) asked.insert(language + (":" + token.stem));
      }
    };
    ask(text);
    for (const auto& expansion : results.expansions) ask(expansion.text);
    for (const auto& correction : results.corrections) ask(correction.meant);
    const auto is_asked = [&](std::string_view marked) {
      for (const char* language : kLanguages) {
        for (const auto& token : Analyzer(language).analyze(marked)) {
          if (asked.contains(language + (":" + token.stem))) return true;
        }
      }
      return false;
    };
    for (const auto& hit : results.hits) {
      for (const auto& mark : hit.snippet.marks) {
        ASSERT_LT(mark.begin, mark.end);
        ASSERT_LE(mark.end, hit.snippet.text.size());
        ASSERT_TRUE(is_asked(hit.snippet.text.substr(mark.begin, mark.end - mark.begin))) << hit.snippet.text;
        ++marks;
      }
      for (const auto& mark : hit.title_marks) {
        ASSERT_TRUE(is_asked(hit.title.substr(mark.begin, mark.end - mark.begin))) << hit.title;
      }
    }
  }
  EXPECT_GT(marks, 500u);
}

TEST_F(OnTheSample, RecordsComeBackByteForByte) {
  auto reader = RecordReader::open({test::sample_file("records.jsonl").string()});
  std::size_t count = 0;
  while (auto item = reader.next()) {
    const auto& record = std::get<Record>(*item);
    const auto found = searcher_.find(record.id);
    ASSERT_TRUE(found) << record.id;
    ASSERT_EQ(found->json, record.json);
    ++count;
  }
  EXPECT_GT(count, 60u);
}

TEST_F(OnTheSample, AnswersDoNotDependOnTheNumberOfJobs) {
  const test::TemporaryDirectory directory;
  std::vector<Searcher> searchers;
  for (const unsigned jobs : {1u, 3u}) {
    auto reader = RecordReader::open({test::sample_file("records.jsonl").string()});
    const auto path = directory / std::to_string(jobs);
    static_cast<void>(load(path, reader, {.jobs = jobs}));
    searchers.push_back(Searcher::open(path));
  }
  for (const auto& [query_id, text] : test::sample_queries()) {
    const auto one = searchers[0].search(text, {.limit = 50});
    const auto three = searchers[1].search(text, {.limit = 50});
    ASSERT_EQ(ranked_ids(one), ranked_ids(three)) << query_id;
    ASSERT_EQ(one.total.value, three.total.value);
    for (std::size_t i = 0; i < one.hits.size(); ++i) ASSERT_EQ(one.hits[i].score, three.hits[i].score);
  }
}

TEST_F(OnTheSample, SortingOrdersByTheFieldAndPutsAbsentValuesLast) {
  for (const bool ascending : {true, false}) {
    const auto results = searcher_.search("governance", {.limit = 1000, .sort = SortKey{"importance", ascending}});
    ASSERT_GT(results.hits.size(), 5u);
    for (std::size_t i = 1; i < results.hits.size(); ++i) {
      const auto& before = results.hits[i - 1].importance;
      const auto& after = results.hits[i].importance;
      if (!before) {
        EXPECT_FALSE(after);
      } else if (after) {
        EXPECT_TRUE(ascending ? *before <= *after : *before >= *after);
        if (*before == *after) {
          EXPECT_LT(results.hits[i - 1].record_id, results.hits[i].record_id);
        }
      }
    }
  }
}

TEST_F(OnTheSample, FacetsCountWhatCountingEveryHitGives) {
  const auto results = searcher_.search("governance", {.limit = 1000, .facets = {{"type", 100}}});
  std::map<std::string, std::uint64_t> expected;
  for (const auto& hit : results.hits) {
    if (!hit.type.empty()) ++expected[Analyzer("xx").analyze(hit.type).at(0).exact];
  }
  ASSERT_EQ(results.facets.size(), 1u);
  std::map<std::string, std::uint64_t> counted;
  for (const auto& count : results.facets[0].counts) counted[count.value] = count.count;
  EXPECT_EQ(counted, expected);
}

TEST_F(OnTheSample, FiltersLetThroughExactlyWhatTheySay) {
  const auto results = searcher_.search("", {.limit = 1000, .filter = "importance:60..80 -type:paper"});
  ASSERT_FALSE(results.hits.empty());
  for (const auto& hit : results.hits) {
    ASSERT_TRUE(hit.importance);
    EXPECT_GE(*hit.importance, 60.0);
    EXPECT_LE(*hit.importance, 80.0);
    EXPECT_NE(hit.type, "paper");
  }
}

}  // namespace
}  // namespace kbsearch
