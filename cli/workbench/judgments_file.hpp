// Judgments that a person makes by a click: kept in the files that `kbsearch eval` reads, in TREC's form. What stands
// in them and is not changed stays as it is, comments and the order of lines, too.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "kbsearch/evaluation.hpp"

namespace kbsearch::workbench {

/// The files are read each time they are asked for: an editor may change them meanwhile. May be used by many threads;
/// of several processes only one should judge.
class JudgmentsFile {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;  ///< Of each file.

  /// Both are made by the first judgment, if they are not there.
  JudgmentsFile(std::filesystem::path queries, std::filesystem::path qrels);

  /// Returns the queries in their order; none if there is no file. Throws Error{kInvalidArgument} naming the line that
  /// is none; Error{kIo}, Error{kLimitExceeded} for a file of more than kMostBytes.
  [[nodiscard]] std::vector<JudgedQuery> queries() const;
  /// Returns all judgments by query id; none if there is no file. Throws as queries() does.
  [[nodiscard]] std::map<std::string, Judgments> judgments() const;

  /// Judges a record for the query with that text, which gets an id of its own if it is new; without a grade, takes the
  /// judgment back. Durable, and each file is replaced as a whole. Returns the query's id. Throws
  /// Error{kInvalidArgument} for a text or an id that cannot stand in such a file, and a grade outside of [0, 10]; and
  /// as queries() does.
  std::string judge(const std::string& query_text, const std::string& record_id, std::optional<int> grade);

  [[nodiscard]] const std::filesystem::path& qrels_path() const { return qrels_; }

 private:
  std::string id_of_query(const std::string& text);

  std::filesystem::path queries_;
  std::filesystem::path qrels_;
  mutable std::mutex mutex_;
};

/// Returns the bytes of a qrels file with the judgment set, added behind the query's others, or taken out.
[[nodiscard]] std::string with_judgment(const std::string& qrels, const std::string& query_id,
                                        const std::string& record_id, std::optional<int> grade);

}  // namespace kbsearch::workbench
