// The relevance gate: what judged queries are worth is held against the baselines in tests/quality/baselines, and
// against floors. The sample's baseline has values for each query and is compared with query by query; those of the
// real collections have means and their 95% intervals alone, and half an interval is the allowance. The floors are what
// the best peer reaches, or what an earlier commit did: they do not move with a baseline.
//
// To accept new figures (of the real collections, too, where KBSEARCH_SHARED_DATA names them), review the diff of:
//     KBSEARCH_UPDATE_BASELINES=1 build/release/tests/quality_tests
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "kbsearch/evaluation.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr std::size_t kDepth = 100;

Evaluation measured(const std::filesystem::path& index, const std::filesystem::path& queries_path,
                    const std::filesystem::path& qrels_path) {
  std::ifstream qrels(qrels_path);
  std::ifstream queries(queries_path);
  const auto searcher = Searcher::open(index);
  const auto ranker = [&](const std::string& text) {
    std::vector<std::string> ids;
    for (const auto& hit : searcher.search(text, {.limit = kDepth, .snippets = false, .plain_words = true}).hits) {
      ids.push_back(hit.record_id);
    }
    return ids;
  };
  const std::vector<Metric> metrics = {Metric::parse("ndcg@10"), Metric::parse("mrr@10"), Metric::parse("recall@100")};
  auto evaluation =
      evaluate(read_queries(queries, queries_path.string()), read_qrels(qrels, qrels_path.string()), metrics, ranker);
  evaluation.profile = "default";
  return evaluation;
}

/// Returns the baseline kept under that name; first makes it of `evaluation` where KBSEARCH_UPDATE_BASELINES asks for
/// that.
Evaluation baseline(const std::string& name, const Evaluation& evaluation, Evaluation::Detail detail) {
  const auto path = std::filesystem::path(KBSEARCH_SOURCE_DIR) / "tests/quality/baselines" / (name + ".json");
  if (std::getenv("KBSEARCH_UPDATE_BASELINES") != nullptr) {
    std::ofstream(path, std::ios::binary) << evaluation.to_json(detail) << '\n';
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path.string() + " is missing (KBSEARCH_UPDATE_BASELINES=1 makes it)");
  std::ostringstream json;
  json << file.rdbuf();
  return Evaluation::from_json(json.str(), path.string());
}

void print_means(const std::string& name, const Evaluation& evaluation, const Evaluation& kept) {
  std::cout << name << ": " << evaluation.query_count << " queries\n";
  for (const auto& metric : evaluation.metrics) {
    std::cout << "  " << metric.name << ' ' << metric.mean << " [" << metric.interval->low << ", "
              << metric.interval->high << "]";
    if (const auto* before = kept.find(metric.name)) std::cout << ", baseline " << before->mean;
    std::cout << '\n';
  }
}

/// Lists the queries that got worse, with their texts.
std::string worse_queries(const Evaluation& evaluation, const Evaluation& kept, const std::string& metric) {
  std::map<std::string, std::string> texts;
  for (const auto& [id, text] : test::sample_queries()) texts[id] = text;
  std::ostringstream list;
  for (const auto& change : changes(evaluation, kept, metric)) {
    if (change.value > change.other_value) break;
    list << "  " << metric << ' ' << change.other_value << " -> " << change.value << "  " << change.query_id << "  "
         << texts[change.query_id] << '\n';
  }
  return list.str();
}

TEST(JudgedQueries, OfTheSampleStayAboveTheirBaseline) {
  const auto now = measured(test::sample_index(), test::sample_file("queries.tsv"), test::sample_file("qrels.txt"));
  const auto kept = baseline("sample", now, Evaluation::Detail::kPerQuery);
  print_means("sample", now, kept);
  for (const auto& metric : compare(now, kept)) {
    ASSERT_EQ(metric.query_count, now.query_count)
        << "the baseline has other queries than the sample (KBSEARCH_UPDATE_BASELINES=1 makes it anew)";
    const auto worse = worse_queries(now, kept, metric.name);
    if (!worse.empty()) std::cout << "got worse:\n" << worse;
    EXPECT_FALSE(metric.falls()) << metric.name << " fell from " << metric.other_mean << " to " << metric.mean << '\n'
                                 << worse;
  }
  EXPECT_GE(now.find("ndcg@10")->mean, 0.91);
}

// From s61 on the sample's queries are names, questions and acronyms.
TEST(JudgedQueries, OfTheSampleFindNamesAnswersAndAcronyms) {
  const auto now = measured(test::sample_index(), test::sample_file("queries.tsv"), test::sample_file("qrels.txt"));
  const auto& values = now.find("ndcg@10")->values;
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < now.query_ids.size(); ++i) {
    if (now.query_ids[i] < "s61") continue;
    sum += values[i];
    ++count;
  }
  ASSERT_EQ(count, 25u);
  EXPECT_GE(sum / static_cast<double>(count), 0.92);
}

struct Collection {
  const char* name;
  const char* records;
  const char* queries;
  const char* qrels;
  double floor;  // of nDCG@10
};

class JudgedCollection : public testing::TestWithParam<Collection> {};

TEST_P(JudgedCollection, StaysAboveItsBaselineAndItsFloor) {
  const char* shared = std::getenv("KBSEARCH_SHARED_DATA");
  if (shared == nullptr) GTEST_SKIP() << "KBSEARCH_SHARED_DATA names no directory: the real collections are not judged";
  const std::filesystem::path data = shared;
  const test::TemporaryDirectory directory;
  auto reader = RecordReader::open({(data / GetParam().records).string()});
  static_cast<void>(load(directory / "kb", reader));
  const auto now = measured(directory / "kb", data / GetParam().queries, data / GetParam().qrels);
  const auto kept = baseline(GetParam().name, now, Evaluation::Detail::kMeans);
  print_means(GetParam().name, now, kept);
  for (const auto& before : kept.metrics) {
    ASSERT_NE(now.find(before.name), nullptr) << before.name;
    ASSERT_TRUE(before.interval.has_value()) << before.name;
    const double allowance = (before.interval->high - before.interval->low) / 2.0;
    EXPECT_GE(now.find(before.name)->mean, before.mean - allowance) << before.name;
  }
  EXPECT_GE(now.find("ndcg@10")->mean, GetParam().floor);
}

INSTANTIATE_TEST_SUITE_P(
    Quality, JudgedCollection,
    testing::Values(
        Collection{"cranfield", "cranfield/corpus.jsonl", "cranfield/queries.tsv", "cranfield/qrels.txt", 0.40},
        Collection{"cisi", "cisi/corpus.jsonl", "cisi/queries.tsv", "cisi/qrels.txt", 0.395},
        Collection{"scifact", "scifact/corpus.jsonl", "scifact/queries.tsv", "scifact/qrels.txt", 0.70},
        Collection{"claims", "longterm-wiki/records.jsonl", "longterm-wiki/queries.claims.dev.tsv",
                   "longterm-wiki/qrels.claims.dev.txt", 0.29},
        Collection{"anchors", "longterm-wiki/records.jsonl", "longterm-wiki/queries.anchors.dev.tsv",
                   "longterm-wiki/qrels.anchors.dev.txt", 0.92},
        Collection{"topics", "longterm-wiki/records.jsonl", "longterm-wiki/queries.topics.dev.tsv",
                   "longterm-wiki/qrels.topics.dev.txt", 0.32},
        Collection{"linkanchors", "longterm-wiki/records.jsonl", "longterm-wiki/queries.linkanchors.dev.tsv",
                   "longterm-wiki/qrels.linkanchors.dev.txt", 0.48},
        Collection{"linkcontexts", "longterm-wiki/records.jsonl", "longterm-wiki/queries.linkcontexts.dev.tsv",
                   "longterm-wiki/qrels.linkcontexts.dev.txt", 0.60}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch
