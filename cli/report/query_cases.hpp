// What single queries found, and what they should have.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kbsearch/evaluation.hpp"
#include "kbsearch/search_results.hpp"
#include "kbsearch/searcher.hpp"
#include "report/eval_page.hpp"

namespace kbsearch::report {

/// What queries found, by their text: all ids, and the titles of the first.
class Rankings {
 public:
  /// Hits come in their order.
  void note(const std::string& query_text, const Hit& hit);
  /// Returns the ids, best first; empty for a query that found nothing.
  [[nodiscard]] const std::vector<std::string>& ids(const std::string& query_text) const;
  /// Returns the titles of the first kShownRecords.
  [[nodiscard]] const std::vector<std::string>& titles(const std::string& query_text) const;

 private:
  struct Ranking {
    std::vector<std::string> ids;
    std::vector<std::string> titles;
  };
  std::map<std::string, Ranking> rankings_;
};

/// Returns the record's title as it was given; empty if there is no such record, or it has none.
[[nodiscard]] std::string title_of(const Searcher& searcher, const std::string& record_id);

/// Looks at one query closely.
[[nodiscard]] QueryCase query_case(const std::string& id, const std::string& text, const Judgments& judgments,
                                   const Rankings& rankings, const Searcher& searcher);

}  // namespace kbsearch::report
