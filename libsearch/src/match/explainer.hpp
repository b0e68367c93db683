// Takes a score apart, with the functions that made it.
#pragma once

#include <xapian.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "match/plan.hpp"
#include "match/second_stage.hpp"
#include "match/set_evaluator.hpp"
#include "match/term_frequencies.hpp"
#include "rank/static_scores.hpp"
#include "store/index_metadata.hpp"

namespace kbsearch::match {

/// Explains documents under one plan; what does not depend on the document is looked up once. Belongs to one thread, as
/// its database handle does. Lets Xapian::Error out.
class Explainer {
 public:
  /// All must outlive it. `order_from` is the match's (MatchSet::order_from).
  Explainer(const Xapian::Database& database, const SetEvaluator& sets, const store::IndexMetadata& metadata,
            const std::vector<rank::BoundSignal>& signals, const Plan& plan, double order_from);

  /// Returns the score of a document as a tree whose parts add up to it. The document need not match.
  Explanation explain(DocumentId document);

 private:
  /// What the words of the document count before its length is taken out.
  struct Norm {
    double length = 0.0;  ///< Weighted words.
    double value = 1.0;   ///< What their frequencies are divided by.
  };
  /// How often a word stands in a field: as a word, and laid over others (a part of a name, a joined writing).
  struct Occurrences {
    std::uint32_t words = 0;
    std::uint32_t over = 0;
  };

  void count_occurrences(std::string_view stream);
  void find_whole_words(const Xapian::Document& document, std::string_view stream);
  const std::string& shown(std::size_t word) const;
  std::string label_of(const ScoredTerm& term) const;
  bool is_of_initials(std::size_t word, const Xapian::Document& document) const;
  std::string frequency_of(const ScoredTerm& term, std::uint32_t wdf, const Norm& norm,
                           const Xapian::Document& document) const;
  Explanation explain_term(const ScoredTerm& term, std::uint32_t wdf, const Norm& norm,
                           const Xapian::Document& document) const;
  Explanation explain_text(const Xapian::Document& document, std::string_view stream);
  Explanation explain_second_stage(std::string_view stream);
  std::optional<Explanation> explain_name(const Xapian::Document& document) const;
  std::optional<Explanation> explain_way(const OtherWay& way, const std::string& label, DocumentId document);
  static void add_best(std::vector<std::vector<Explanation>> ways, std::vector<Explanation>& parts);
  void add_saying(const Saying& saying, DocumentId document, std::vector<Explanation> own,
                  std::vector<Explanation>& parts);

  const Xapian::Database& database_;
  const SetEvaluator& sets_;
  const Schema& schema_;
  double avg_length_;
  const Plan& plan_;
  double order_from_;
  TermFrequencies frequencies_;
  SecondStage second_stage_;
  const std::vector<rank::BoundSignal>& signals_;
  std::vector<std::size_t> saying_of_;                        ///< By word: the saying that it is in, or kNone.
  std::map<std::string, store::StemSet, std::less<>> stems_;  ///< By language.
  std::vector<Occurrences> counts_;                           ///< By word and field.
  std::vector<std::string> whole_words_;  ///< By word: of a stem, as a record that was explained writes it.
};

}  // namespace kbsearch::match
