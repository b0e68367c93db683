// One thread's hold on a snapshot of an index: the database handle, the planner and its caches. Xapian's handles count
// references without atomics, so every thread that searches has a Session of its own.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kbsearch/record.hpp"
#include "kbsearch/record_source.hpp"
#include "kbsearch/searcher.hpp"
#include "match/grouping.hpp"
#include "match/planner.hpp"
#include "match/ranker.hpp"
#include "match/set_evaluator.hpp"
#include "match/snapshot_cache.hpp"

namespace kbsearch::match {

class Session final : public TermStatistics {
 public:
  /// Opens `generation`. All calls throw kbsearch::Error, or store::SnapshotGone when later commits took the snapshot's
  /// files away.
  Session(const std::filesystem::path& generation, std::shared_ptr<SnapshotCache> cache);
  ~Session() override;

  /// Who answers from now on; kBoth is not for here. Throws Error{kIndexNotFound} for an image that is not there.
  void use(SearchExecutor executor);
  const Schema& schema() const;
  const RecordSources& sources() const;
  Planner& planner();
  std::uint64_t revision() const;

  std::uint64_t doc_count() const override;
  std::uint64_t doc_freq(const std::string& term) const override;
  std::vector<suggest::SimilarTerm> similar(const std::string& word) const override;
  TermExpansion expand(const std::string& prefix, std::size_t limit, std::size_t max_scanned) const override;
  std::vector<std::string> values_of(const std::string& record_id, std::size_t field) const override;
  std::vector<std::string> accented(const std::string& exact) const override;
  std::vector<KnownCompound> compounds_of(const PlannedWord& word, std::size_t limit) const override;
  std::uint64_t doc_freq(const OtherWay& way) const override;
  std::vector<KnownSaying> sayings(const std::string& exact, const std::string& stems) const override;

  /// A plan for the records like a given one.
  Plan plan_of_likeness(const RankingProfile& profile, DocumentId document) const;
  /// Widens a plan as the profile's feedback says.
  void add_feedback(Plan& plan, const RankingProfile& profile);
  MatchSet match(const Plan& plan, const RankingProfile& profile, const MatchOptions& options);
  /// Why each of some documents scores what it does; `order_from` is the match's.
  std::vector<Explanation> explain(const Plan& plan, const RankingProfile& profile, double order_from,
                                   std::span<const DocumentId> documents) const;
  std::optional<DocumentId> find(std::string_view record_id) const;
  std::shared_ptr<const DocumentBytes> document(DocumentId document) const;
  /// What a hit shows of a document (store::StoredDocument::card), if the image has it: without its stream, and as long
  /// as the session.
  std::optional<DocumentView> card(DocumentId document) const;
  /// What a plan matches, clause by clause; the plan must outlive it.
  MatchedSets matched(const Plan& plan) const;
  /// The documents that have the plan's word with that index, or say it otherwise.
  DocumentSet with_word(const Plan& plan, std::size_t word) const;
  /// Which documents are of one group; "url", "content", "near" or a field that has a column.
  Grouping grouping(const std::string& by) const;
  /// Of a document's texts, if these are enough for one.
  Fingerprint fingerprint(DocumentId document) const;
  const KeywordColumn& keywords(std::size_t field) const;
  /// The id of its record.
  std::string record_id(DocumentId document) const;
  /// What a slot holds for a document; empty if nothing.
  std::string value(DocumentId document, std::uint32_t slot) const;
  /// Values of a keyword field that may have been meant by one that no record has (folded): those within one edit, or
  /// two for six characters and more, then those that begin so; at most `limit`.
  std::vector<std::string> nearest_values(std::size_t field, const std::string& value, std::size_t limit) const;
  /// The `limit` most frequent exact words that begin with `prefix`, the most frequent first.
  std::vector<IndexedTerm> terms(const std::string& prefix, std::size_t limit) const;
  /// Counts the values of a field, which must have a column.
  Facet facet(const FacetRequest& request, const DocumentSet& documents) const;
  const DocumentSet& all_documents() const;
  IndexStatistics statistics() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbsearch::match
