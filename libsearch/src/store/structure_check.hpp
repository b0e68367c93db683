#pragma once

#include <filesystem>
#include <string>

namespace kbsearch::store {

/// Runs Xapian's consistency check of a database. Returns what it found wrong, empty if nothing.
std::string check_structure(const std::filesystem::path& generation);

}  // namespace kbsearch::store
