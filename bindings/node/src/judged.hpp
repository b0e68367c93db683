// Judged queries as JavaScript gives them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kbsearch/evaluation.hpp"
#include "values.hpp"

namespace kbsearch::node {

/// Queries and judgments, or the files that have them.
struct Judged {
  std::string queries_path;  ///< Empty if the queries are given themselves.
  std::string qrels_path;
  std::vector<JudgedQuery> queries;
  std::map<std::string, Judgments> judgments;

  /// Reads the files. Not on JavaScript's thread.
  void read_files();
};

/// A path each, or [{id, text}...] and [{query, record, grade}...].
Judged judged_of(napi_env env, napi_value queries, napi_value judgments);

}  // namespace kbsearch::node
