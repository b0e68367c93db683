// What an index knows about itself, kept inside the Xapian database so that it changes with a commit or not at all.
#pragma once

#include <xapian.h>

#include <string>

#include "kbsearch/schema.hpp"

namespace kbsearch::store {

struct IndexMetadata {
  Schema schema = Schema::knowledge_base();
  unsigned analysis_version = 0;
  /// Mean weighted length of a record, in tokens, that the wdf of every posting was made with.
  double avg_length = 1.0;
};

void write_metadata(Xapian::WritableDatabase& database, const IndexMetadata& metadata);

enum class AnalysisCheck { kThisVersion, kAnyVersion };

/// Reads it back. Throws Error{kIndexVersion} if another analysis made the index, Error{kIndexCorrupt} if there is
/// none.
IndexMetadata read_metadata(const Xapian::Database& database, const std::string& shown_path,
                            AnalysisCheck check = AnalysisCheck::kThisVersion);

}  // namespace kbsearch::store
