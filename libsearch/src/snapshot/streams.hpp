// The token streams of a snapshot: from its image where there is one, else from Xapian.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <string_view>

#include "image/image.hpp"

namespace kbsearch::snapshot {

/// Belongs to one thread, as its database handle does. Lets Xapian::Error and image::Damaged out.
class Streams {
 public:
  /// Both must outlive it; `image` may be null.
  explicit Streams(const Xapian::Database& database, const image::Image* image = nullptr)
      : database_(database), image_(image) {}

  /// Returns the stream of a document, empty if it has none. The view holds until the next call. Fastest in ascending
  /// order.
  std::string_view get(Xapian::docid document);

 private:
  const Xapian::Database& database_;
  const image::Image* image_;
  std::optional<Xapian::ValueIterator> at_;
  Xapian::ValueIterator end_;
  std::string held_;
};

}  // namespace kbsearch::snapshot
