// Counts, pages and groups against slow twins, and against indexes that were built another way.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "kbsearch/analyzer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/query_texts.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

const std::vector<FacetRequest>& all_facets() {
  static const std::vector<FacetRequest> facets = {
      {"type", 1000},  {"tag", 1000},      {"source", 1000},    {"importance", 7},
      {"quality", 20}, {"credibility", 3}, {"published", 1000}, {"published", 1000, FacetRequest::DateStep::kMonth}};
  return facets;
}

std::vector<std::string> ids_of(const SearchResults& results) {
  std::vector<std::string> ids;
  for (const auto& hit : results.hits) ids.push_back(hit.record_id);
  return ids;
}

/// One word as keyword fields have it.
std::string folded(const std::string& word) { return Analyzer("xx").analyze(word).at(0).exact; }

class Answers : public testing::Test {
 protected:
  Answers() : searcher_(Searcher::open(test::sample_index())) {}
  Searcher searcher_;
};

/// A value used as a filter lets through what it was counted for, and all records are counted or missing.
TEST_F(Answers, EveryCountOfAFacetIsWhatItsFilterFinds) {
  std::size_t checked = 0;
  for (const std::string text : {"governance", "compute +chips", "safety -type:paper", "research tag:policy"}) {
    for (const std::string filter : {"", "importance:40..", "type:paper,report"}) {
      const auto results = searcher_.search(text, {.limit = 0, .filter = filter, .facets = all_facets()});
      for (std::size_t i = 0; i < results.facets.size(); ++i) {
        const auto& facet = results.facets[i];
        SCOPED_TRACE(text + " | " + filter + " | " + facet.field);
        // Its own filter is passed over.
        const bool is_own = filter.starts_with(facet.field) || text.find(facet.field + ":") != text.npos;
        if (is_own) continue;
        std::uint64_t sum = facet.missing;
        for (const auto& count : facet.counts) {
          const auto own = facet.field + ":\"" + count.value + "\"";
          const bool is_keyword = facet.field == "type" || facet.field == "tag" || facet.field == "source";
          const auto narrowed = filter + " " + (is_keyword ? own : facet.field + ":" + count.value);
          ASSERT_EQ(searcher_.search(text, {.limit = 0, .filter = narrowed}).total.value, count.count) << narrowed;
          sum += count.count;
          ++checked;
        }
        if (facet.field != "tag") {
          ASSERT_EQ(sum, results.total.value);
        }
        ASSERT_EQ(facet.distinct, facet.counts.size());
      }
    }
  }
  EXPECT_GT(checked, 400u);
}

/// The sets that facets are counted over are what the matcher finds, for whatever is typed.
TEST_F(Answers, SetsHoldWhatTheMatcherFinds) {
  test::QueryTexts texts(7, {"governance", "compute", "safety", "chips", "policy", "zzyzx", "CSET", "agi", "open"});
  for (int i = 0; i < 400; ++i) {
    const auto text = texts.query(2);
    const auto results = searcher_.search(text, {.limit = 0, .facets = {{"type", 1000}}});
    if (results.facets.empty()) {
      ASSERT_EQ(results.total.value, 0u) << text;
      continue;
    }
    std::uint64_t sum = results.facets[0].missing;
    for (const auto& count : results.facets[0].counts) sum += count.count;
    // A filter by the type is passed over by its facet.
    if (text.find("type") == text.npos) {
      ASSERT_EQ(sum, results.total.value) << text;
    }
  }
}

TEST_F(Answers, CursorsWalkTheOneLongList) {
  for (const auto& [query_id, text] : test::sample_queries()) {
    for (const std::string collapse : {"", "type", "url", "near"}) {
      for (const std::string sort : {"", "published", "importance"}) {
        SCOPED_TRACE(query_id + ' ' + collapse + ' ' + sort);
        SearchOptions options{.limit = 1000, .collapse = collapse, .snippets = false};
        if (!sort.empty()) options.sort = SortKey{sort, sort == "published"};
        const auto all = ids_of(searcher_.search(text, options));
        std::vector<std::string> walked;
        options.limit = 7;
        do {
          const auto page = searcher_.search(text, options);
          for (const auto& hit : page.hits) {
            walked.push_back(hit.record_id);
            ASSERT_EQ(hit.rank, walked.size());
          }
          options.after = page.next_cursor;
        } while (!options.after.empty());
        ASSERT_EQ(walked, all);
      }
    }
  }
}

TEST_F(Answers, GroupsAreThoseOfTheLongList) {
  for (const auto& [query_id, text] : test::sample_queries()) {
    SCOPED_TRACE(query_id);
    std::map<std::string, std::uint64_t> sizes;
    std::vector<std::string> firsts;
    for (const auto& hit : searcher_.search(text, {.limit = 1000, .snippets = false}).hits) {
      if (hit.type.empty() || ++sizes[folded(hit.type)] == 1) firsts.push_back(hit.record_id);
    }
    const auto collapsed = searcher_.search(text, {.limit = 1000, .collapse = "type", .snippets = false});
    ASSERT_EQ(ids_of(collapsed), firsts);
    ASSERT_EQ(collapsed.groups, firsts.size());
    for (const auto& hit : collapsed.hits) {
      if (!hit.type.empty()) {
        ASSERT_EQ(hit.collapsed + 1, sizes[folded(hit.type)]);
      }
    }
  }
}

/// What depends on neither the order of loading nor the number of shards.
std::string answer_of(const Searcher& searcher, const std::string& text, bool with_ranks) {
  SearchOptions options{.limit = 1000, .facets = all_facets(), .snippets = false};
  if (!with_ranks) options.sort = SortKey{"id", true};
  const auto results = searcher.search(text, options);
  std::string answer = std::to_string(results.total.value) + '\n';
  for (const auto& hit : results.hits) {
    answer += hit.record_id + (with_ranks ? ' ' + std::to_string(hit.score) : "") + '\n';
  }
  for (const auto& facet : results.facets) {
    answer += facet.field + ' ' + std::to_string(facet.missing);
    for (const auto& count : facet.counts) answer += ' ' + count.value + '=' + std::to_string(count.count);
    answer += '\n';
  }
  return answer;
}

TEST_F(Answers, DoNotDependOnHowTheIndexWasBuilt) {
  const test::TemporaryDirectory directory;
  const auto lines_path = test::sample_file("records.jsonl").string();
  const auto load_all = [&](const std::filesystem::path& path, unsigned jobs) {
    auto reader = RecordReader::open({lines_path});
    static_cast<void>(load(path, reader, {.jobs = jobs}));
  };
  for (const unsigned jobs : {1u, 2u, 4u}) load_all(directory / std::to_string(jobs), jobs);
  // One by one, with a record that was there before and is gone, then compacted by a rebuild.
  {
    auto writer = IndexWriter::open(directory / "single");
    ASSERT_TRUE(writer.replace(Record::from_json(R"({"id":"gone","title":"governance of pumps"})")).empty());
    writer.commit();
    auto reader = RecordReader::open({lines_path});
    std::size_t count = 0;
    while (auto item = reader.next()) {
      ASSERT_TRUE(writer.replace(std::get<Record>(*item)).empty());
      if (++count % 20 == 0) writer.commit();
    }
    writer.remove("gone");
    writer.commit();
  }
  load_all(directory / "rebuilt", 1);
  rebuild(directory / "rebuilt", 4);
  const auto one = Searcher::open(directory / "1");
  for (const auto& [query_id, text] : test::sample_queries()) {
    SCOPED_TRACE(query_id + ": " + text);
    for (const char* other : {"2", "4", "rebuilt"}) {
      ASSERT_EQ(answer_of(Searcher::open(directory / other), text, true), answer_of(one, text, true)) << other;
    }
    // Weights follow the mean length that was known when they were made; what is found does not.
    ASSERT_EQ(answer_of(Searcher::open(directory / "single"), text, false), answer_of(one, text, false));
  }
}

}  // namespace
}  // namespace kbsearch
