// Token streams of Xapian at hand: a search looks at those of a hundred candidates, and much the same ones again and
// again.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <unordered_map>

#include "snapshot/streams.hpp"

namespace kbsearch::match {

/// Belongs to one thread and one snapshot.
class StreamCache {
 public:
  /// The database must outlive it.
  explicit StreamCache(const Xapian::Database& database) : streams_(database) {}

  /// The view holds until the next call.
  std::string_view get(Xapian::docid document);

 private:
  snapshot::Streams streams_;
  std::unordered_map<Xapian::docid, std::string> held_;
  std::size_t bytes_ = 0;
};

}  // namespace kbsearch::match
