#include "kbsearch/version.hpp"

#include <xapian.h>

#include "store/index_directory.hpp"

namespace kbsearch {

std::string_view version() { return KBSEARCH_VERSION; }

std::string_view xapian_version() { return Xapian::version_string(); }

unsigned index_format_version() { return store::kFormatVersion; }

}  // namespace kbsearch
