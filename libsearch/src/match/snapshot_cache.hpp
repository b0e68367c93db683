// What all sessions of one snapshot share: static scores by profile, columns of values, sets of documents, and the
// documents that were shown last. References and pointers hold as long as the cache.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/lazy.hpp"
#include "image/image.hpp"
#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/schema.hpp"
#include "kbsearch/synonyms.hpp"
#include "match/columns.hpp"
#include "match/document_set.hpp"
#include "match/known_compounds.hpp"
#include "match/known_sayings.hpp"
#include "match/placed_scores.hpp"
#include "match/term_expansion.hpp"
#include "rank/static_scores.hpp"

namespace kbsearch::match {

struct DocumentBytes {
  std::string stored;  ///< What a store::StoredDocument reads.
  std::string stream;  ///< What a store::TokenStream reads.
  std::string origin;  ///< What store::read_origin reads.
};

/// The same, of whoever keeps it.
struct DocumentView {
  std::string_view stored;
  std::string_view stream;
  std::string_view origin;

  DocumentView() = default;
  explicit DocumentView(const DocumentBytes& bytes)
      : stored(bytes.stored), stream(bytes.stream), origin(bytes.origin) {}
};

/// Safe to share between threads. What is made once a snapshot is made by the first who asks; who asks for something
/// else does not wait for it.
class SnapshotCache {
 public:
  explicit SnapshotCache(Synonyms synonyms = {}) : synonyms_(std::move(synonyms)) {}

  const Synonyms& synonyms() const { return synonyms_; }
  /// The image of the snapshot; null if there is none. It is opened once.
  std::shared_ptr<const image::Image> image(const std::filesystem::path& generation, std::uint64_t revision);
  /// To be called when it is found damaged: from now on there is none.
  void drop_image();
  /// Those of the profiles that were asked for last are kept.
  std::shared_ptr<const rank::StaticScores> statics(const Xapian::Database& database, const Schema& schema,
                                                    const RankingProfile& profile);
  /// The same, by the places of the snapshot's image.
  std::shared_ptr<const PlacedScores> placed_statics(const Xapian::Database& database, const Schema& schema,
                                                     const RankingProfile& profile, const image::Image& image);
  /// Returns a document, from `database` if it is not at hand: decompressing ten of them was a third of a search.
  std::shared_ptr<const DocumentBytes> document(const Xapian::Database& database, Xapian::docid document);

  /// The texts of a value slot, and the numbers of a field (store::has_column).
  const KeywordColumn& keywords(const Xapian::Database& database, std::uint32_t slot);
  const NumberColumn& numbers(const Xapian::Database& database, std::size_t field);
  const FingerprintColumn& fingerprints(const Xapian::Database& database);
  const KnownSayings& sayings(const Xapian::Database& database);
  const KnownCompounds& compounds(const Xapian::Database& database, const std::string& language, bool is_default);
  const DocumentSet& all_documents(const Xapian::Database& database);
  /// Returns the set that `key` names within the snapshot, made by `make` if it is not at hand.
  std::shared_ptr<const DocumentSet> named_set(const std::string& key, const std::function<DocumentSet()>& make);

  /// Returns the terms that `key` names within the snapshot, found by `find` if they are not at hand.
  std::shared_ptr<const TermExpansion> named_expansion(const std::string& key,
                                                       const std::function<TermExpansion()>& find);

 private:
  using Documents = std::unordered_map<Xapian::docid, std::shared_ptr<const DocumentBytes>>;
  struct KeptStatics;
  std::shared_ptr<KeptStatics> kept_statics(const RankingProfile& profile);
  /// Returns the entry of `key`; it stays where it is as long as the cache.
  template <typename Key, typename T>
  base::Lazy<T>& entry(std::map<Key, base::Lazy<T>>& entries, const Key& key) {
    const std::lock_guard lock(mutex_);
    return entries[key];
  }

  const Synonyms synonyms_;
  std::optional<std::shared_ptr<const image::Image>> image_;
  std::mutex mutex_;                                   ///< Of the containers below, not of what the entries hold.
  std::vector<std::shared_ptr<KeptStatics>> statics_;  ///< Asked for last first.
  std::map<std::uint32_t, base::Lazy<KeywordColumn>> keywords_;  ///< By slot.
  std::map<std::size_t, base::Lazy<NumberColumn>> numbers_;
  base::Lazy<FingerprintColumn> fingerprints_;
  base::Lazy<KnownSayings> sayings_;
  std::map<std::string, base::Lazy<KnownCompounds>> compounds_;  ///< By language.
  base::Lazy<DocumentSet> all_;
  std::unordered_map<std::string, std::shared_ptr<const DocumentSet>> named_sets_;
  std::unordered_map<std::string, std::shared_ptr<const TermExpansion>> named_expansions_;
  // Two generations: what is asked for again moves to the young one, and the old one goes when the young one is full.
  Documents young_;
  Documents old_;
  std::size_t young_bytes_ = 0;
};

}  // namespace kbsearch::match
