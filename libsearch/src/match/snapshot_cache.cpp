#include "match/snapshot_cache.hpp"

#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// At most twice this is kept: 8 MB hold all documents of a wiki of 6,000 sources.
constexpr std::size_t kGenerationBytes = 4u << 20;

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

}  // namespace kbsearch::match
