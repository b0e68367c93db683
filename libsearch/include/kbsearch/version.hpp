/// @file
/// Which library this is, and what it runs with.
///
///     std::cout << "kbsearch " << kbsearch::version() << " (Xapian " << kbsearch::xapian_version() << ")\n";
///
/// All of them are those of the libraries that are loaded, which may be newer than those that were compiled against.
/// Texts live as long as the program; any thread may ask.
#pragma once

#include <string_view>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// Returns "MAJOR.MINOR.PATCH" of this library. Until 1.0 each minor version may change the API and the ABI.
std::string_view version();
/// Returns the version of the Xapian library, for instance "1.4.22".
std::string_view xapian_version();
/// Returns the version of the ICU library, for instance "72.1".
std::string_view icu_version();
/// Returns the version of the files on disk. An index of another version is refused: see rebuild().
unsigned index_format_version();

}  // namespace kbsearch
