// Which documents meet a condition, and which a plan matches, as sets: for exact counts of any part of a query. The
// slow twin of the matcher where nothing ranks; it reads each posting once and stops nowhere early.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "match/document_set.hpp"
#include "match/plan.hpp"
#include "match/snapshot_cache.hpp"
#include "snapshot/postings.hpp"

namespace kbsearch::match {

/// Belongs to one thread, as its database handle does. Lets Xapian::Error out.
class SetEvaluator {
 public:
  /// Both must outlive it.
  SetEvaluator(const snapshot::Postings& postings, SnapshotCache& cache)
      : postings_(postings), database_(postings.database()), cache_(cache) {}

  const NumberColumn& numbers(std::size_t field) const { return cache_.numbers(database_, field); }
  const snapshot::Postings& postings() const { return postings_; }
  /// No document has a higher number.
  DocumentId last_document() const { return database_.get_lastdocid(); }
  const DocumentSet& all() const { return cache_.all_documents(database_); }
  DocumentSet with_any(const std::vector<std::string>& terms) const;
  /// True if every document has the term.
  bool is_of_all_documents(const std::string& term) const {
    return database_.get_termfreq(term) == database_.get_doccount();
  }
  /// Those of `within` that meet the condition.
  DocumentSet meeting(const Condition& condition, const DocumentSet& within) const;
  /// Those that meet the condition of another way, which are kept at hand.
  std::shared_ptr<const DocumentSet> of_way(const OtherWay& way) const;
  /// Those that have one of the plan's words, or say it otherwise.
  DocumentSet with_words(const Plan& plan) const;
  /// The same for one of the plan's words.
  DocumentSet with_word(const Plan& plan, std::size_t word) const;

 private:
  void add_postings(const std::string& term, DocumentSet& set) const;
  DocumentSet in_range(const Condition& range, const DocumentSet& within) const;
  DocumentSet on_streams(const Condition& condition, const DocumentSet& within) const;
  DocumentSet meeting_all(const Condition& condition, const DocumentSet& within) const;
  void add_ways(const Saying& saying, DocumentSet& set) const;

  const snapshot::Postings& postings_;
  const Xapian::Database& database_;
  SnapshotCache& cache_;
};

/// What a plan matches, clause by clause.
class MatchedSets {
 public:
  /// The plan must outlive it.
  MatchedSets(const Plan& plan, const SetEvaluator& evaluator);

  DocumentSet all() const;
  /// What the plan would match without the clauses for which `is_left_out` holds.
  DocumentSet without(const std::function<bool(const Clause&)>& is_left_out) const;
  /// How many documents the plan would match without each one of its clauses: the required ones, then the excluded.
  std::vector<std::uint64_t> sizes_without_each() const;
  /// The documents that meet the required clause with that index, whatever else is asked.
  const DocumentSet& required(std::size_t clause) const { return required_[clause]; }
  /// The documents that an excluded clause takes away.
  const DocumentSet& excluded(std::size_t clause) const { return excluded_[clause]; }

 private:
  const Plan& plan_;
  DocumentSet base_;  ///< Those with one of the words, if that is needed; else all.
  std::vector<DocumentSet> required_;
  std::vector<DocumentSet> excluded_;
};

}  // namespace kbsearch::match
