// Token streams at hand: a search looks at those of a hundred candidates, and much the same ones again and again.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kbsearch::match {

/// Belongs to one thread and one snapshot.
class StreamCache {
 public:
  /// The view holds until the next call.
  std::string_view get(const Xapian::Database& database, Xapian::docid document);

 private:
  std::unordered_map<Xapian::docid, std::string> streams_;
  std::size_t bytes_ = 0;
  std::optional<Xapian::ValueIterator> last_;
  Xapian::ValueIterator end_;
};

}  // namespace kbsearch::match
