// Brings an image up to a commit.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <functional>
#include <vector>

#include "image/segment_writer.hpp"

namespace kbsearch::image {

/// What an image is made by.
struct ImageRules {
  /// Returns all documents of a database, in the order in which a new image has them.
  std::function<ScoredOrder(const Xapian::Database&)> order;
  RecordRules records;
};

/// Writes the image of the revision that `database` shows, of all its documents. Throws Error{kIo}; lets Xapian::Error
/// out.
void write_image(const std::filesystem::path& generation, const Xapian::Database& database, const ImageRules& rules);

/// Brings the image up to the revision that `database` shows, which came after `former`, if it is of that one:
/// `changed` are the documents that were added, replaced or removed in between. Else, and when enough has changed, it
/// is written anew.
void update_image(const std::filesystem::path& generation, const Xapian::Database& database, std::uint64_t former,
                  std::vector<Xapian::docid> changed, const ImageRules& rules);

/// Removes what a failed write has left.
void remove_unnamed_segments(const std::filesystem::path& generation) noexcept;

}  // namespace kbsearch::image
