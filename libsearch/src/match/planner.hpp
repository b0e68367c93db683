// Compiles a query into a plan.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/term_forms.hpp"
#include "kbsearch/query.hpp"
#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/schema.hpp"
#include "match/known_compounds.hpp"
#include "match/known_sayings.hpp"
#include "match/plan.hpp"
#include "match/term_expansion.hpp"
#include "suggest/similar_terms.hpp"

namespace kbsearch::match {

/// What the planner asks of an index.
class TermStatistics {
 public:
  virtual ~TermStatistics() = default;
  virtual std::uint64_t doc_count() const = 0;
  virtual std::uint64_t doc_freq(const std::string& term) const = 0;
  /// Words of the index that a mistyped one may have meant, the likeliest first (suggest/similar_terms.hpp).
  virtual std::vector<suggest::SimilarTerm> similar(const std::string& word) const = 0;
  /// The `limit` most frequent of the terms that begin with `prefix` (equally frequent ones: the first), among the
  /// first `max_scanned` of them.
  virtual TermExpansion expand(const std::string& prefix, std::size_t limit, std::size_t max_scanned) const = 0;
  /// The values that the record with that id has in a keyword field, as they were written; none if there is no such.
  virtual std::vector<std::string> values_of(const std::string& record_id, std::size_t field) const = 0;
  /// The accented forms that words of the index have, whose exact form is this.
  virtual std::vector<std::string> accented(const std::string& exact) const = 0;
  /// The compounds that begin or end with a word, by its forms: those of the most documents first, at most `limit`.
  virtual std::vector<KnownCompound> compounds_of(const PlannedWord& word, std::size_t limit) const = 0;
  /// In how many records some words are said in a way that is several words.
  virtual std::uint64_t doc_freq(const OtherWay& way) const = 0;
  /// Other ways to say some words, given folded and as stems, each joined by spaces: curated ones first.
  virtual std::vector<KnownSaying> sayings(const std::string& exact, const std::string& stems) const = 0;
};

struct PlanOptions {
  std::size_t max_words = 512;       ///< Distinct words that score; the least telling ones go, with a warning.
  std::size_t max_expansions = 256;  ///< Terms that one wildcard may stand for.
  bool typos = true;                 ///< A word that no record has also asks for those it may have meant.
  bool other_ways = true;            ///< Words also ask for their synonyms, aliases and acronyms.
  bool under_way = false;            ///< The last word is being typed: it also asks for all that begin so.
};

/// Plans queries for one snapshot. Keeps analysis caches, so it belongs to one thread.
class Planner {
 public:
  /// `languages` are those of the records in the index.
  Planner(const Schema& schema, const TermStatistics& statistics, std::vector<std::string> languages);

  Plan plan(const Query& query, const Query& filter, const RankingProfile& profile, const PlanOptions& options,
            std::vector<Warning>& warnings);

  /// The forms of a token in a language, as the index has them: the highlighter asks again for what it marks.
  analysis::TermFormer& former(const std::string& language);
  /// Whether the index has records in a language that joins words to one, as German does.
  bool has_compounds() const;

 private:
  class Pass;

  const Schema& schema_;
  const TermStatistics& statistics_;
  std::vector<std::string> other_languages_;
  std::map<std::string, analysis::TermFormer> formers_;
};

}  // namespace kbsearch::match
