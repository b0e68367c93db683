#include "match/stream_cache.hpp"

#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// The streams of 6,000 records of a wiki take 2 MB.
constexpr std::size_t kMaxBytes = 6u << 20;

}  // namespace

std::string_view StreamCache::get(const Xapian::Database& database, Xapian::docid document) {
  if (const auto found = streams_.find(document); found != streams_.end()) return found->second;
  if (bytes_ > kMaxBytes) {
    streams_.clear();
    bytes_ = 0;
  }
  // Asked for in ascending order mostly: going on from the last one spares the way down the tree.
  if (!last_ || last_ == end_ || last_->get_docid() > document) {
    last_ = database.valuestream_begin(store::kSlotTokenStream);
  }
  last_->skip_to(document);
  auto& stream = streams_[document];
  if (*last_ != end_ && last_->get_docid() == document) stream = **last_;
  bytes_ += stream.size();
  return stream;
}

}  // namespace kbsearch::match
