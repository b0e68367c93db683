// What all sessions of one snapshot share: static scores by profile, and the documents that were shown last.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/schema.hpp"
#include "rank/static_scores.hpp"

namespace kbsearch::match {

struct DocumentBytes {
  std::string stored;  ///< What a store::StoredDocument reads.
  std::string stream;  ///< What a store::TokenStream reads.
};

/// Safe to share between threads.
class SnapshotCache {
 public:
  /// The reference holds as long as the cache.
  const rank::StaticScores& statics(const Xapian::Database& database, const Schema& schema,
                                    const RankingProfile& profile);
  /// Returns a document, from `database` if it is not at hand: decompressing ten of them was a third of a search.
  std::shared_ptr<const DocumentBytes> document(const Xapian::Database& database, Xapian::docid document);

 private:
  using Documents = std::unordered_map<Xapian::docid, std::shared_ptr<const DocumentBytes>>;

  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<rank::StaticScores>> by_signals_;
  // Two generations: what is asked for again moves to the young one, and the old one goes when the young one is full.
  Documents young_;
  Documents old_;
  std::size_t young_bytes_ = 0;
};

}  // namespace kbsearch::match
