#include "match/snapshot_cache.hpp"

#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// At most twice this is kept: 8 MB hold all documents of a wiki of 6,000 sources.
constexpr std::size_t kGenerationBytes = 4u << 20;
// For 100,000 documents some 3 MB.
constexpr std::size_t kMaxNamedSets = 256;
constexpr std::size_t kMaxNamedExpansions = 512;

}  // namespace

const rank::StaticScores& SnapshotCache::statics(const Xapian::Database& database, const Schema& schema,
                                                 const RankingProfile& profile) {
  std::string key;
  for (const auto& signal : profile.signals) {
    key += signal.field + ' ' + std::to_string(static_cast<int>(signal.shape));
    for (const double number : {signal.scale, signal.weight, signal.missing}) {
      key.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
  }
  const std::lock_guard lock(mutex_);
  auto& scores = by_signals_[key];
  if (!scores) scores = std::make_unique<rank::StaticScores>(database, schema, profile);
  return *scores;
}

std::shared_ptr<const DocumentBytes> SnapshotCache::document(const Xapian::Database& database, Xapian::docid document) {
  std::shared_ptr<const DocumentBytes> bytes;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = young_.find(document); found != young_.end()) return found->second;
    if (const auto found = old_.find(document); found != old_.end()) bytes = found->second;
  }
  if (!bytes) {
    const auto read = database.get_document(document);
    bytes =
        std::make_shared<const DocumentBytes>(DocumentBytes{read.get_data(), read.get_value(store::kSlotTokenStream)});
  }
  const std::lock_guard lock(mutex_);
  if (young_.emplace(document, bytes).second) young_bytes_ += bytes->stored.size() + bytes->stream.size();
  if (young_bytes_ > kGenerationBytes) {
    old_ = std::move(young_);
    young_.clear();
    young_bytes_ = 0;
  }
  return bytes;
}

const KeywordColumn& SnapshotCache::keywords(const Xapian::Database& database, std::uint32_t slot) {
  const std::lock_guard lock(mutex_);
  auto& column = keywords_[slot];
  if (!column) column = std::make_unique<KeywordColumn>(database, slot);
  return *column;
}

const FingerprintColumn& SnapshotCache::fingerprints(const Xapian::Database& database) {
  const std::lock_guard lock(mutex_);
  if (!fingerprints_) fingerprints_ = std::make_unique<FingerprintColumn>(database);
  return *fingerprints_;
}

const NumberColumn& SnapshotCache::numbers(const Xapian::Database& database, std::size_t field) {
  const std::lock_guard lock(mutex_);
  auto& column = numbers_[field];
  if (!column) column = std::make_unique<NumberColumn>(database, store::field_slot(field));
  return *column;
}

const KnownSayings& SnapshotCache::sayings(const Xapian::Database& database) {
  const std::lock_guard lock(mutex_);
  if (!sayings_) sayings_ = std::make_unique<KnownSayings>(database);
  return *sayings_;
}

const KnownCompounds& SnapshotCache::compounds(const Xapian::Database& database, const std::string& language,
                                               bool is_default) {
  const std::lock_guard lock(mutex_);
  auto& compounds = compounds_[language];
  if (!compounds) compounds = std::make_unique<KnownCompounds>(database, language, is_default);
  return *compounds;
}

const DocumentSet& SnapshotCache::all_documents(const Xapian::Database& database) {
  const std::lock_guard lock(mutex_);
  if (!all_) {
    DocumentSet all(database.get_lastdocid());
    const auto end = database.postlist_end("");
    for (auto posting = database.postlist_begin(""); posting != end; ++posting) all.add(*posting);
    all_ = std::make_unique<DocumentSet>(std::move(all));
  }
  return *all_;
}

std::shared_ptr<const DocumentSet> SnapshotCache::named_set(const std::string& key,
                                                            const std::function<DocumentSet()>& make) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = named_sets_.find(key); found != named_sets_.end()) return found->second;
  }
  // Made without the lock, for making it asks the cache for more; two threads may do the same work once.
  auto set = std::make_shared<const DocumentSet>(make());
  const std::lock_guard lock(mutex_);
  if (named_sets_.size() >= kMaxNamedSets) named_sets_.clear();
  return named_sets_.try_emplace(key, std::move(set)).first->second;
}

std::shared_ptr<const TermExpansion> SnapshotCache::named_expansion(const std::string& key,
                                                                    const std::function<TermExpansion()>& find) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = named_expansions_.find(key); found != named_expansions_.end()) return found->second;
  }
  auto expansion = std::make_shared<const TermExpansion>(find());
  const std::lock_guard lock(mutex_);
  if (named_expansions_.size() >= kMaxNamedExpansions) named_expansions_.clear();
  return named_expansions_.try_emplace(key, std::move(expansion)).first->second;
}

}  // namespace kbsearch::match
