// The relevance floor: nDCG@10 on judged queries must not fall under what was measured when it was set. The figures are
// those of the commit that last raised them; the allowance is for judgments that a better ranker finds unjudged.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "kbsearch/evaluation.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

double mean_ndcg(const std::filesystem::path& index, const std::filesystem::path& queries,
                 const std::filesystem::path& qrels) {
  std::ifstream qrels_file(qrels);
  const auto judgments = read_qrels(qrels_file, qrels.string());
  const auto metric = Metric::parse("ndcg@10");
  const auto searcher = Searcher::open(index);
  std::ifstream queries_file(queries);
  double sum = 0.0;
  std::size_t count = 0;
  for (std::string line; std::getline(queries_file, line);) {
    const auto tab = line.find('\t');
    const auto judged = judgments.find(line.substr(0, tab));
    if (tab == line.npos || judged == judgments.end()) continue;
    std::vector<std::string> ranking;
    for (const auto& hit : searcher.search(line.substr(tab + 1), {.snippets = false, .plain_words = true}).hits) {
      ranking.push_back(hit.record_id);
    }
    sum += metric.score(ranking, judged->second);
    ++count;
  }
  return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

TEST(JudgedQueries, OfTheSampleStayAboveTheirFloor) {
  const double ndcg = mean_ndcg(test::sample_index(), test::sample_file("queries.tsv"), test::sample_file("qrels.txt"));
  std::cout << "sample: nDCG@10 " << ndcg << '\n';
  EXPECT_GE(ndcg, 0.91);
}

struct Collection {
  const char* name;
  const char* records;
  const char* queries;
  const char* qrels;
  double floor;
};

class JudgedCollection : public testing::TestWithParam<Collection> {};

TEST_P(JudgedCollection, StaysAboveItsFloor) {
  const char* shared = std::getenv("KBSEARCH_SHARED_DATA");
  if (shared == nullptr) GTEST_SKIP() << "KBSEARCH_SHARED_DATA names no directory: the real collections are not judged";
  const std::filesystem::path data = shared;
  const test::TemporaryDirectory directory;
  auto reader = RecordReader::open({(data / GetParam().records).string()});
  load(directory / "kb", reader);
  const double ndcg = mean_ndcg(directory / "kb", data / GetParam().queries, data / GetParam().qrels);
  std::cout << GetParam().name << ": nDCG@10 " << ndcg << '\n';
  EXPECT_GE(ndcg, GetParam().floor);
}

INSTANTIATE_TEST_SUITE_P(
    Quality, JudgedCollection,
    testing::Values(
        Collection{"cranfield", "cranfield/corpus.jsonl", "cranfield/queries.tsv", "cranfield/qrels.txt", 0.391},
        Collection{"cisi", "cisi/corpus.jsonl", "cisi/queries.tsv", "cisi/qrels.txt", 0.38},
        Collection{"scifact", "scifact/corpus.jsonl", "scifact/queries.tsv", "scifact/qrels.txt", 0.699},
        Collection{"claims", "longterm-wiki/records.jsonl", "longterm-wiki/queries.claims.dev.tsv",
                   "longterm-wiki/qrels.claims.dev.txt", 0.285},
        Collection{"anchors", "longterm-wiki/records.jsonl", "longterm-wiki/queries.anchors.dev.tsv",
                   "longterm-wiki/qrels.anchors.dev.txt", 0.89},
        Collection{"topics", "longterm-wiki/records.jsonl", "longterm-wiki/queries.topics.dev.tsv",
                   "longterm-wiki/qrels.topics.dev.txt", 0.31},
        Collection{"linkanchors", "longterm-wiki/records.jsonl", "longterm-wiki/queries.linkanchors.dev.tsv",
                   "longterm-wiki/qrels.linkanchors.dev.txt", 0.44},
        Collection{"linkcontexts", "longterm-wiki/records.jsonl", "longterm-wiki/queries.linkcontexts.dev.tsv",
                   "longterm-wiki/qrels.linkcontexts.dev.txt", 0.56}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch
