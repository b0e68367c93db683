// What a document has of the terms of a plan: read document by document, for explanations.
#pragma once

#include <xapian.h>

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "kbsearch/schema.hpp"
#include "match/document_set.hpp"
#include "match/plan.hpp"
#include "match/second_stage.hpp"

namespace kbsearch::match {

/// Belongs to one thread, as its database handle does. Lets Xapian::Error out.
class TermFrequencies final : public TermLookup {
 public:
  /// The database must outlive it.
  TermFrequencies(const Xapian::Database& database, const Schema& schema, const Plan& plan);

  /// Goes to a document.
  void read(DocumentId document);
  /// Of a term that the plan scores, asks in a field or knows as a form of a word.
  bool has(const std::string& term) const { return found(term).is_there; }
  std::uint32_t wdf(const std::string& term) override { return found(term).wdf; }

 private:
  struct Found {
    bool is_there = false;
    std::uint32_t wdf = 0;
  };
  Found found(const std::string& term) const;
  Found in_postings(const std::string& term) const;

  const Xapian::Database& database_;
  DocumentId document_ = 0;
  std::unordered_map<std::string, Found> terms_;
  std::vector<std::pair<std::string_view, Found*>> in_order_;  ///< The same, by their bytes.
};

}  // namespace kbsearch::match
