// Runs plans on Xapian's matcher, with built-in weights and one posting source for the static scores.
#pragma once

#include <xapian.h>

#include <memory>

#include "match/executor.hpp"
#include "rank/static_scores.hpp"

namespace kbsearch::match {

/// Belongs to one thread, as its database handle does. Lets Xapian::Error out: the engine's border translates it.
class XapianExecutor final : public Executor {
 public:
  XapianExecutor(const Xapian::Database& database, const rank::StaticScores& static_scores)
      : database_(database), static_scores_(static_scores) {}

  MatchSet match(const Plan& plan, const MatchOptions& options) override;

 private:
  Xapian::Query build(const Plan& plan) const;
  void order_ties_by_id(MatchSet& set) const;

  const Xapian::Database& database_;
  const rank::StaticScores& static_scores_;
};

}  // namespace kbsearch::match
