#include "match/stream_cache.hpp"

namespace kbsearch::match {
namespace {

// The streams of 6,000 records of a wiki take 2 MB.
constexpr std::size_t kMaxBytes = 6u << 20;

}  // namespace

std::string_view StreamCache::get(Xapian::docid document) {
  if (const auto found = held_.find(document); found != held_.end()) return found->second;
  if (bytes_ > kMaxBytes) {
    held_.clear();
    bytes_ = 0;
  }
  const auto& stream = held_[document] = streams_.get(document);
  bytes_ += stream.size();
  return stream;
}

}  // namespace kbsearch::match
