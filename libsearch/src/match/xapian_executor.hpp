// Runs plans on Xapian's matcher: words with a built-in weight, static scores with a posting source. It is what answers
// without an image, and what the image's executor is held to.
#pragma once

#include <xapian.h>

#include <memory>

#include "match/executor.hpp"
#include "match/ranker.hpp"
#include "match/set_evaluator.hpp"
#include "match/stream_cache.hpp"
#include "rank/static_scores.hpp"

namespace kbsearch::match {

/// Belongs to one thread, as its database handle does. Lets Xapian::Error out: the engine's border translates it.
class XapianExecutor final : public Executor {
 public:
  /// All must outlive it.
  XapianExecutor(const Xapian::Database& database, const rank::StaticScores& static_scores, StreamCache& streams,
                 const SetEvaluator& sets);
  ~XapianExecutor() override;

  Matches best(const Plan& plan, std::size_t count) override;
  std::uint64_t count(const Plan& plan, std::uint64_t enough) override;
  std::uint32_t name_length(DocumentId) override { return 1; }
  std::string_view stream(DocumentId document) override;
  TermLookup& terms_of(DocumentId document) override;
  std::string record_id(DocumentId document) override;

  /// The page, in the order that the options name, equal ones by record id.
  MatchSet sorted(const Plan& plan, const MatchOptions& options);

 private:
  class PostingLookup;
  Xapian::Enquire enquire(const Plan& plan) const;
  Xapian::Query build(const Plan& plan) const;
  Xapian::Query words_of(const Plan& plan) const;
  Xapian::Query scored(const Plan& plan, const ScoredTerm& term) const;

  const Xapian::Database& database_;
  const rank::StaticScores& static_scores_;
  StreamCache& streams_;
  const SetEvaluator& sets_;
  std::unique_ptr<PostingLookup> lookup_;
};

}  // namespace kbsearch::match
