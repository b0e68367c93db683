// Do importance and quality earn their place, without answering a query by the very citations it was made from?
//
// The pages of the wiki are halved. Signals are computed from the citations by one half alone, queries are those made
// from the pages of the other half, and records that the first half does not cite are left out of index and judgments:
// they are in the knowledge base only because the asking half cites them, so that "not cited" would itself give the
// answer away. Both directions are measured, and the default profile is compared with words alone.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/hash.hpp"
#include "kbsearch/evaluation.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::ordered_json;

bool in_first_half(const std::string& page_id) { return base::hash64(page_id) % 2 == 0; }

/// "claim:openai:36" was asked from the page "openai"; "topic:openai" too.
std::string page_of(const std::string& query_id) {
  const auto first = query_id.find(':') + 1;
  const auto last = query_id.rfind(':');
  return query_id.substr(first, last >= first ? last - first : std::string::npos);
}

/// The records that one half of the pages cites, with those citations alone.
std::string records_cited_by_half(const std::filesystem::path& path, bool first_half, std::set<std::string>& ids) {
  std::ifstream file(path);
  std::string lines;
  for (std::string line; std::getline(file, line);) {
    auto record = Json::parse(line);
    Json kept = Json::array();
    for (const auto& page : record["cited_by"]) {
      if (in_first_half(page["id"].get<std::string>()) == first_half) kept.push_back(page);
    }
    if (kept.empty()) continue;
    record["cited_by"] = kept;
    ids.insert(record["id"].get<std::string>());
    lines += record.dump() + "\n";
  }
  return lines;
}

struct Asked {
  std::vector<JudgedQuery> queries;
  std::map<std::string, Judgments> judgments;
};

/// The queries from the pages of the other half, judged on the records that are left.
Asked asked_by_the_others(const std::filesystem::path& wiki, const std::string& set, bool first_half,
                          const std::set<std::string>& ids) {
  const auto queries_path = wiki / ("queries." + set + ".dev.tsv");
  const auto qrels_path = wiki / ("qrels." + set + ".dev.txt");
  std::ifstream queries(queries_path);
  std::ifstream qrels(qrels_path);
  const auto judgments = read_qrels(qrels, qrels_path.string());
  Asked asked;
  for (auto& query : read_queries(queries, queries_path.string())) {
    const auto judged = judgments.find(query.id);
    if (judged == judgments.end() || in_first_half(page_of(query.id)) == first_half) continue;
    Judgments left;
    for (const auto& [id, grade] : judged->second) {
      if (ids.contains(id)) left[id] = grade;
    }
    if (left.empty()) continue;
    asked.judgments[query.id] = left;
    asked.queries.push_back(std::move(query));
  }
  return asked;
}

TEST(Signals, EarnTheirPlaceWithoutLeakage) {
  const char* shared = std::getenv("KBSEARCH_SHARED_DATA");
  if (shared == nullptr) GTEST_SKIP() << "KBSEARCH_SHARED_DATA names no directory: the signals are not judged";
  const auto wiki = std::filesystem::path(shared) / "longterm-wiki";
  const std::vector<std::string> sets = {"claims", "anchors", "topics", "linkanchors", "linkcontexts"};
  std::map<std::string, std::vector<double>> with_signals;
  std::map<std::string, std::vector<double>> words_alone;
  for (const bool first_half : {true, false}) {
    const test::TemporaryDirectory directory;
    std::set<std::string> ids;
    test::load_lines(directory / "kb", records_cited_by_half(wiki / "records.jsonl", first_half, ids));
    const auto searcher = Searcher::open(directory / "kb");
    for (const auto& set : sets) {
      const auto asked = asked_by_the_others(wiki, set, first_half, ids);
      for (const char* name : {"default", "text"}) {
        const auto profile = RankingProfile::named(name);
        const auto ranker = [&](const std::string& text) {
          std::vector<std::string> ranking;
          const SearchOptions options{.snippets = false, .plain_words = true, .profile = profile};
          for (const auto& hit : searcher.search(text, options).hits) ranking.push_back(hit.record_id);
          return ranking;
        };
        const auto evaluation = evaluate(asked.queries, asked.judgments, {Metric::parse("ndcg@10")}, ranker);
        auto& values = (name == std::string("default") ? with_signals : words_alone)[set];
        const auto& found = evaluation.metrics.front().values;
        values.insert(values.end(), found.begin(), found.end());
      }
    }
  }
  int gained = 0;
  for (const auto& set : sets) {
    const auto difference = compare_pairs(with_signals[set], words_alone[set]);
    double words = 0.0;
    for (const double value : words_alone[set]) words += value / static_cast<double>(words_alone[set].size());
    std::printf("%-12s %4zu queries  words %.4f  with signals %+.4f [%+.4f, %+.4f]  %zu won, %zu lost  p %.4f\n",
                set.c_str(), words_alone[set].size(), words, difference.mean, difference.interval.low,
                difference.interval.high, difference.wins, difference.losses, difference.p);
    EXPECT_GE(difference.interval.high, 0.0) << set << " loses by its signals";
    gained += difference.interval.low > 0.0 ? 1 : 0;
  }
  EXPECT_GE(gained, 3) << "sets that gain for certain";
}

}  // namespace
}  // namespace kbsearch
