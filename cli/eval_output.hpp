// The forms in which an evaluation is printed: tables for a person, one JSON object for a script.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kbsearch/evaluation.hpp"

namespace kbsearch::cli {

/// The evaluation set against another one: that of --versus, or of --baseline.
struct EvalComparison {
  std::string name;  ///< What the other is, for a person: "profile text", "baseline kept.json".
  Evaluation other;
  std::vector<MetricComparison> metrics;
  std::string changes_metric;        ///< What `changes` are measured in.
  std::vector<QueryChange> changes;  ///< Worst losses first.

  /// Returns the metrics that fell by more than chance allows.
  std::vector<std::string> fallen() const;
};

struct EvalReport {
  std::string name;  ///< What is measured, for a person: "profile default".
  Evaluation evaluation;
  std::optional<EvalComparison> versus;
  std::optional<EvalComparison> baseline;
  std::map<std::string, std::string> query_texts;  ///< By query id.
  bool per_query = false;
  bool judged_is_a_note = false;  ///< judged@10 was not asked for: it stands below the table.
};

/// The metric that is always measured, as a note of trust.
constexpr const char* kTrustMetric = "judged@10";

void print_eval_tables(std::ostream& out, const EvalReport& report);
void print_eval_json(std::ostream& out, const EvalReport& report);

}  // namespace kbsearch::cli
