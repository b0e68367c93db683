#include "match/snapshot_cache.hpp"

#include <algorithm>

#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// At most twice this is kept: 8 MB hold all documents of a wiki of 6,000 sources.
constexpr std::size_t kGenerationBytes = 4u << 20;
// A number for each document and profile; an embedding program may make up profiles without end.
constexpr std::size_t kMaxStatics = 16;
// For 100,000 documents some 3 MB.
constexpr std::size_t kMaxNamedSets = 256;
constexpr std::size_t kMaxNamedExpansions = 512;

}  // namespace

/// The static scores of one profile's signals.
struct SnapshotCache::KeptStatics {
  std::string key;
  base::Lazy<rank::StaticScores> scores;
  base::Lazy<PlacedScores> placed;
};

std::shared_ptr<const image::Image> SnapshotCache::image(const std::filesystem::path& generation,
                                                         std::uint64_t revision) {
  const std::lock_guard lock(mutex_);
  if (!image_) image_ = image::Image::open(generation, revision);
  return *image_;
}

void SnapshotCache::drop_image() {
  const std::lock_guard lock(mutex_);
  image_ = nullptr;
}

std::shared_ptr<SnapshotCache::KeptStatics> SnapshotCache::kept_statics(const RankingProfile& profile) {
  auto key = rank::static_key(profile);
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(statics_.begin(), statics_.end(), [&](const auto& entry) { return entry->key == key; });
  if (found == statics_.end()) {
    statics_.insert(statics_.begin(), std::make_shared<KeptStatics>());
    statics_.front()->key = std::move(key);
    if (statics_.size() > kMaxStatics) statics_.pop_back();
  } else {
    std::rotate(statics_.begin(), found, found + 1);
  }
  return statics_.front();
}

std::shared_ptr<const rank::StaticScores> SnapshotCache::statics(const Xapian::Database& database, const Schema& schema,
                                                                 const RankingProfile& profile) {
  const auto kept = kept_statics(profile);
  const auto& scores =
      kept->scores.get([&] { return std::make_unique<const rank::StaticScores>(database, schema, profile); });
  return {kept, &scores};
}

std::shared_ptr<const PlacedScores> SnapshotCache::placed_statics(const Xapian::Database& database,
                                                                  const Schema& schema, const RankingProfile& profile,
                                                                  const image::Image& image) {
  const auto kept = kept_statics(profile);
  const auto& placed = kept->placed.get([&] {
    if (PlacedScores::are_in(image, kept->key)) return std::make_unique<const PlacedScores>(image);
    return std::make_unique<const PlacedScores>(image, rank::StaticScores(database, schema, profile));
  });
  return {kept, &placed};
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
    bytes = std::make_shared<const DocumentBytes>(
        DocumentBytes{read.get_data(), read.get_value(store::kSlotTokenStream), read.get_value(store::kSlotOrigin)});
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
  return entry(keywords_, slot).get([&] { return std::make_unique<const KeywordColumn>(database, slot); });
}

const FingerprintColumn& SnapshotCache::fingerprints(const Xapian::Database& database) {
  return fingerprints_.get([&] { return std::make_unique<const FingerprintColumn>(database); });
}

const NumberColumn& SnapshotCache::numbers(const Xapian::Database& database, std::size_t field) {
  return entry(numbers_, field).get([&] {
    return std::make_unique<const NumberColumn>(database, store::field_slot(field));
  });
}

const KnownSayings& SnapshotCache::sayings(const Xapian::Database& database) {
  return sayings_.get([&] { return std::make_unique<const KnownSayings>(database); });
}

const KnownCompounds& SnapshotCache::compounds(const Xapian::Database& database, const std::string& language,
                                               bool is_default) {
  return entry(compounds_, language).get([&] {
    return std::make_unique<const KnownCompounds>(database, language, is_default);
  });
}

const DocumentSet& SnapshotCache::all_documents(const Xapian::Database& database) {
  return all_.get([&] {
    auto all = std::make_unique<DocumentSet>(database.get_lastdocid());
    const auto end = database.postlist_end("");
    for (auto posting = database.postlist_begin(""); posting != end; ++posting) all->add(*posting);
    return all;
  });
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
