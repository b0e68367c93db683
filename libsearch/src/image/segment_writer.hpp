// Writes segments of an image from what Xapian has.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <vector>

namespace kbsearch::image {

/// What is kept of a record beside its postings, by the numbers of fields.
struct RecordRules {
  std::vector<std::size_t> card_fields;  ///< What a hit shows.
  std::vector<std::size_t> name_fields;
};

/// Writes a segment of all documents of the database, `order` being their numbers from the first place on. Throws
/// Error{kIo}; lets Xapian::Error out.
void write_segment(const std::filesystem::path& path, const Xapian::Database& database,
                   const std::vector<Xapian::docid>& order, const RecordRules& rules);

/// Writes a segment of a few of its documents, in that order, in time that does not depend on the others.
void write_small_segment(const std::filesystem::path& path, const Xapian::Database& database,
                         const std::vector<Xapian::docid>& documents, const RecordRules& rules);

}  // namespace kbsearch::image
