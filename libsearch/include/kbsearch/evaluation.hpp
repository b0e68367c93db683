/// @file
/// Measures rankings against judgments, with trec_eval's definitions, and tells whether a difference is more than
/// chance.
///
///     auto queries = kbsearch::read_queries(tsv_stream, "queries.tsv");
///     auto judgments = kbsearch::read_qrels(qrels_stream, "qrels.txt");
///     auto metrics = {kbsearch::Metric::parse("ndcg@10"), kbsearch::Metric::parse("map")};
///     auto now = kbsearch::evaluate(queries, judgments, metrics, [&](const std::string& text) { return ids_of(text);
///     }); auto before = kbsearch::Evaluation::from_json(kept); for (const auto& metric : kbsearch::compare(now,
///     before)) std::cout << metric.name << ' ' << metric.falls();
///
/// Intervals and p are made with a seeded generator of our own and no std distribution: same input, same bytes, on
/// every machine. Values; may be shared between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// Grades of the judged records of one query; a grade > 0 is relevant, a record that is not here counts as 0.
using Judgments = std::map<std::string, int>;

/// The longest line of queries or judgments that is read, in bytes: longer ones are another kind of file.
constexpr std::size_t kMostLineBytes = std::size_t{1} << 20;

/// Reads TREC lines `qid 0 docid grade`; empty lines and a byte order mark before the first are passed over. `name`
/// stands for the stream in messages. Throws Error{kInvalidArgument} naming the line that is none, that judges a record
/// again and differently, or that is longer than kMostLineBytes; Error{kIo} if the stream fails.
std::map<std::string, Judgments> read_qrels(std::istream& input, const std::string& name);

/// A query that there are judgments of.
struct JudgedQuery {
  std::string id;    ///< As judgments name it.
  std::string text;  ///< What is asked.
};

/// Reads `qid<TAB>text` lines one by one, in their order; empty lines, a carriage return at the end of one and a byte
/// order mark before the first are passed over. Holds one line.
class QueryReader {
 public:
  /// The stream has to outlive the reader. `name` stands for it in messages.
  QueryReader(std::istream& input, std::string name);
  ~QueryReader();

  /// Returns the next query; nothing at the end. Throws Error{kInvalidArgument} naming a line without a tab or longer
  /// than kMostLineBytes, Error{kIo} if the stream fails.
  std::optional<JudgedQuery> next();
  /// Throws Error{kInvalidArgument} that names the line read last, and `what` is wrong with it.
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  struct Lines;
  std::unique_ptr<Lines> lines_;
};

/// Reads all of them. Throws as QueryReader does, and names the id that comes twice.
std::vector<JudgedQuery> read_queries(std::istream& input, const std::string& name);

/// What a metric measures.
enum class MetricKind {
  kNdcg,       ///< DCG = sum grade_i / log2(i + 1), over the ideal order's. Source: Jarvelin & Kekalainen 2002; gain is
               ///< linear.
  kMrr,        ///< 1 / rank of the first relevant record.
  kRecall,     ///< Share of the relevant records that are among the first k.
  kPrecision,  ///< Share of the first k that is relevant; the divisor is k.
  kMap,        ///< Mean of the precision at each relevant record, 0 for those not found.
  kJudged,     ///< Share of the first k that is judged at all: how far the other numbers can be trusted. The divisor
               ///< is k.
};

/// What is measured of a ranking.
struct Metric {
  MetricKind kind = MetricKind::kNdcg;  ///< The formula.
  std::size_t depth = 10;               ///< k; 0 for all that was returned.
  std::string name;                     ///< As it was asked for, "ndcg@10".

  /// Reads ndcg@10, mrr@10, recall@100, p@5, map, judged@10. Throws Error{kInvalidArgument} listing them.
  static Metric parse(std::string_view name);

  /// Returns the value in [0, 1] of a ranking: distinct record ids, best first. 0 if nothing is relevant or returned.
  double score(const std::vector<std::string>& ranking, const Judgments& judgments) const;
};

/// From one value to another, both in.
struct Interval {
  double low = 0.0;   ///< The least.
  double high = 0.0;  ///< The greatest.
};

/// How often and from which seed values are drawn again.
struct Resampling {
  std::size_t resamples = 2'000;    ///< For an interval, in [1, 1'000'000].
  std::size_t sign_flips = 10'000;  ///< For p, in [1, 1'000'000]; the smallest p is 1 / (sign_flips + 1).
  double confidence = 0.95;         ///< Of an interval, in (0, 1).
  std::uint64_t seed = 1;           ///< Equal seeds, equal draws.
};

/// Returns the percentile bootstrap interval of the mean of `values`: as many are drawn with replacement as there are,
/// `resamples` times, and the interval holds the middle `confidence` of the means. {0, 0} for no values.
/// Throws Error{kInvalidArgument} with the range of an option. Source: Efron & Tibshirani 1993, chapter 13.
Interval bootstrap_mean(std::span<const double> values, const Resampling& resampling = {});

/// Two systems on the same queries: the one asked about, and the other.
struct PairedDifference {
  double mean = 0.0;       ///< Of value - other value; > 0 if the one asked about is better.
  Interval interval;       ///< Of that mean, by bootstrap_mean.
  std::size_t wins = 0;    ///< Queries where it is better by more than kTie,
  std::size_t losses = 0;  ///< worse by more than kTie,
  std::size_t ties = 0;    ///< and the others.
  double p = 1.0;          ///< Two-sided: how often chance alone makes |mean| as large, in (0, 1].

  /// Values nearer than this are equal: JSON keeps six decimals.
  static constexpr double kTie = 1e-6;
};

/// Compares two lists of values, one pair a query. p is that of the randomisation test: were both systems alike, each
/// difference could as well have the other sign;  p = (1 + flips with |mean| >= the observed) / (1 + flips).
/// Throws Error{kInvalidArgument} if the lists differ in length. Source: Smucker, Allan & Carterette, CIKM 2007.
PairedDifference compare_pairs(std::span<const double> values, std::span<const double> others,
                               const Resampling& resampling = {});

/// What a metric was measured to be.
struct MetricResult {
  std::string name;                  ///< Metric::name.
  double mean = 0.0;                 ///< Over the queries.
  std::optional<Interval> interval;  ///< Of the mean. Absent if it was read from a file that has none.
  std::vector<double> values;        ///< One for each of the evaluation's query ids; empty if only the mean is known.
};

/// What a ranking was measured to be worth. Written as JSON it is a baseline.
struct Evaluation {
  std::string profile;                 ///< Name of the ranking profile; for people.
  std::size_t query_count = 0;         ///< Queries measured; 0 if unknown.
  std::vector<std::string> query_ids;  ///< In the order they were asked; empty if only means are known.
  std::vector<MetricResult> metrics;   ///< In the order they were asked for.

  /// Returns the result with that name, or nullptr.
  const MetricResult* find(std::string_view name) const;

  /// How much of it is written.
  enum class Detail {
    kMeans,     ///< Means and intervals alone.
    kPerQuery,  ///< The value of each query, too: needed to compare.
  };
  /// Returns {"schema_version", "queries", "profile", "metrics": {name: mean}, "intervals": {name: [low, high]}} and
  /// for kPerQuery "per_query": {qid: {name: value}}. Numbers have at most six decimals; the order is kept.
  std::string to_json(Detail detail) const;
  /// Reads what to_json writes, and the simple form {name: mean}. Only the metrics are required; other members are
  /// left unread. `name` stands for the text in messages. Throws Error{kInvalidArgument} naming the member.
  static Evaluation from_json(std::string_view json, const std::string& name);
};

/// Returns the record ids for a query text, best first.
using Ranker = std::function<std::vector<std::string>(const std::string& query_text)>;

/// Measures a ranker on the queries that have judgments; one that gets no results counts 0. Order of `queries`.
Evaluation evaluate(const std::vector<JudgedQuery>& queries, const std::map<std::string, Judgments>& judgments,
                    const std::vector<Metric>& metrics, const Ranker& ranker, const Resampling& resampling = {});

/// One metric of two evaluations.
struct MetricComparison {
  std::string name;                        ///< Metric::name.
  std::size_t query_count = 0;             ///< Queries that both have values for; 0 if one has means alone.
  double mean = 0.0;                       ///< Over those queries.
  double other_mean = 0.0;                 ///< Over those queries.
  std::optional<PairedDifference> paired;  ///< Absent if query_count is 0.

  /// Is the fall more than chance allows: does the whole interval lie below 0? Of means alone, is the mean lower?
  bool falls() const;
};

/// Compares the metrics that both have, in the order of `evaluation`, over the queries that both have.
std::vector<MetricComparison> compare(const Evaluation& evaluation, const Evaluation& other,
                                      const Resampling& resampling = {});

/// Returns {NAME: {"queries": N, "mean": X, "other_mean": X, "difference": X, "interval"?: [LOW, HIGH], "wins"?: N,
/// "losses"?: N, "ties"?: N, "p"?: X}...}, in their order; without what is paired, where only means are known. Numbers
/// have at most six decimals.
std::string comparisons_to_json(const std::vector<MetricComparison>& comparisons);

/// A query whose value two evaluations tell differently.
struct QueryChange {
  std::string query_id;      ///< JudgedQuery::id.
  double value = 0.0;        ///< Of the evaluation that was asked about.
  double other_value = 0.0;  ///< Of the other.
};

/// Returns the queries whose value of a metric differs by more than PairedDifference::kTie, worst losses first, equal
/// ones by id. Empty if one evaluation lacks the metric or its values.
std::vector<QueryChange> changes(const Evaluation& evaluation, const Evaluation& other, std::string_view metric);

}  // namespace kbsearch
