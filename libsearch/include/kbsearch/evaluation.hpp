// Measures rankings against judgments, with trec_eval's definitions.
//
//     auto judgments = kbsearch::read_qrels(qrels_stream, "qrels.txt");
//     auto metrics = {kbsearch::Metric::parse("ndcg@10")};
//     double value = metrics.begin()->score({"doc1", "doc7"}, judgments["q1"]);
//
// Values; no thread rules.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch {

/// Grades of the judged records of one query; a grade > 0 is relevant, a record that is not here counts as 0.
using Judgments = std::map<std::string, int>;

/// Reads TREC lines `qid 0 docid grade`. `name` stands for the stream in messages.
/// Throws Error{kInvalidArgument} naming the line that is none.
std::map<std::string, Judgments> read_qrels(std::istream& input, const std::string& name);

enum class MetricKind {
  kNdcg,       ///< DCG = sum grade_i / log2(i + 1), over the ideal order's. Source: Jarvelin & Kekalainen 2002; gain is
               ///< linear.
  kMrr,        ///< 1 / rank of the first relevant record.
  kRecall,     ///< Share of the relevant records that are among the first k.
  kPrecision,  ///< Share of the first k that is relevant; the divisor is k.
  kMap,        ///< Mean of the precision at each relevant record, 0 for those not found.
  kJudged,     ///< Share of the first k that is judged at all: how far the other numbers can be trusted.
};

struct Metric {
  MetricKind kind = MetricKind::kNdcg;
  std::size_t depth = 10;  ///< k; 0 for all that was returned.
  std::string name;        ///< As it was asked for, "ndcg@10".

  /// Reads ndcg@10, mrr@10, recall@100, p@5, map, judged@10. Throws Error{kInvalidArgument} listing them.
  static Metric parse(std::string_view name);

  /// Returns the value in [0, 1] of a ranking, record ids best first. 0 if nothing is relevant.
  double score(const std::vector<std::string>& ranking, const Judgments& judgments) const;
};

}  // namespace kbsearch
