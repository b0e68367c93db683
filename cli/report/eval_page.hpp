// The report of an evaluation: one page that asks for nothing else, to be kept, sent and looked at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "eval_output.hpp"

namespace kbsearch::report {

/// A record of a ranking.
struct RankedRecord {
  std::string id;
  std::string title;
  std::optional<int> grade;  ///< As judged.
};

/// A record that is judged relevant.
struct ExpectedRecord {
  std::string id;
  std::string title;  ///< Empty if the index has no such record, or the record no title.
  int grade = 0;
  std::optional<std::size_t> rank;  ///< From 1; nothing if it was not found.
};

/// A query that is looked at closely.
struct QueryCase {
  std::string id;
  std::vector<RankedRecord> first;       ///< What came first, in order.
  std::vector<ExpectedRecord> expected;  ///< Best grades first.
};

struct EvalPage {
  std::string index;  ///< Paths, for a person.
  std::string queries;
  std::string qrels;
  std::string version;  ///< Of the tool.
  std::vector<QueryCase> worst;
};

/// So many queries are looked at closely, with so many records of each.
inline constexpr std::size_t kMostWorst = 12;
inline constexpr std::size_t kShownRecords = 5;

/// Returns the ids of the queries with the least values of the first metric that are not perfect, worst first, equal
/// ones in the order they were asked; at most kMostWorst.
[[nodiscard]] std::vector<std::string> worst_queries(const Evaluation& evaluation);

/// Returns the page as HTML. Equal evaluations give equal bytes.
[[nodiscard]] std::string eval_page(const cli::EvalReport& report, const EvalPage& page);

}  // namespace kbsearch::report
