#pragma once

#include <filesystem>
#include <string>

namespace kbsearch::store {

struct StructureReport {
  bool was_checked = false;  ///< False if Xapian's check could not run: it opens the tables for writing.
  std::string problem;       ///< What it found wrong; empty if nothing.
};

/// Runs Xapian's consistency check of a database that require_plain_database() has let through.
StructureReport check_structure(const std::filesystem::path& generation);

}  // namespace kbsearch::store
