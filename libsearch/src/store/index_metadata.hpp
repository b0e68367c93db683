// What an index knows about itself, kept inside the Xapian database so that it changes with a commit or not at all.
#pragma once

#include <xapian.h>

#include <optional>
#include <string>

#include "kbsearch/record_source.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::store {

struct IndexMetadata {
  Schema schema = Schema::knowledge_base();
  unsigned analysis_version = 0;
  /// Mean weighted length of a record, in tokens, that the wdf of every posting was made with.
  double avg_length = 1.0;
  /// Sum of the weighted lengths of the records as they are now.
  double length_sum = 0.0;
  /// Where the records were read from. Indexes of earlier releases have none.
  RecordSources sources = {};
};

void write_metadata(Xapian::WritableDatabase& database, const IndexMetadata& metadata);

/// Reads it back. Throws Error{kIndexVersion} if another analysis made the index, Error{kIndexCorrupt} if there is
/// none or it is damaged.
IndexMetadata read_metadata(const Xapian::Database& database, const std::string& shown_path);

/// Returns the schema of an index that an earlier analysis or format made, or whose metadata is damaged otherwise;
/// nothing if it cannot be told.
std::optional<Schema> read_schema(const Xapian::Database& database);
/// The same for its sources; none if they cannot be told.
RecordSources read_sources(const Xapian::Database& database);

}  // namespace kbsearch::store
