// Where a record of the index was read from, as it stands in its value slot; and the sources, as the metadata has them.
#pragma once

#include <string>
#include <string_view>

#include "kbsearch/record.hpp"
#include "kbsearch/record_source.hpp"

namespace kbsearch::store {

/// Source and way of an origin; empty for a record of no source.
std::string origin_value(const Origin& origin);
/// Reads what origin_value made; path, line and the rest stay empty. Anything else is of no source.
Origin read_origin(std::string_view value);

/// Returns the absolute path of the file that a record comes from, RecordSource::kStandardInput where that is none;
/// empty if it is of none of `sources`.
std::string path_of(const Origin& origin, const RecordSources& sources);

std::string sources_to_bytes(const RecordSources& sources);
/// Reads what sources_to_bytes made. Throws Error{kIndexCorrupt} for anything else.
RecordSources sources_from_bytes(std::string_view bytes);

}  // namespace kbsearch::store
