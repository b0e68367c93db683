// Writes segments of an image from what Xapian has.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <vector>

namespace kbsearch::image {

/// What is kept of a record beside its postings, by the numbers of fields.
struct RecordRules {
  std::vector<std::size_t> card_fields;  ///< What a hit shows.
  std::vector<std::size_t> name_fields;
};

/// Documents from the first place on, and what puts them there.
struct ScoredOrder {
  std::vector<Xapian::docid> documents;
  std::string scored_by;       ///< Names what they are scored by; empty if they have no scores.
  std::vector<double> scores;  ///< Parallel to the documents, or empty.
};

/// Writes a segment of all documents of the database. Throws Error{kIo}; lets Xapian::Error out.
void write_segment(const std::filesystem::path& path, const Xapian::Database& database, const ScoredOrder& scored,
                   const RecordRules& rules);

/// Writes a segment of a few of its documents, in that order, in time that does not depend on the others.
void write_small_segment(const std::filesystem::path& path, const Xapian::Database& database,
                         const std::vector<Xapian::docid>& documents, const RecordRules& rules);

}  // namespace kbsearch::image
