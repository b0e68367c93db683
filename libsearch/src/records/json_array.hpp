// One JSON array of objects, or objects that span lines, one after the other.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "records/source.hpp"
#include "records/whole_file.hpp"

namespace kbsearch::records {

/// Cuts the text into its elements, so each record keeps its bytes as they were written. An element
/// that is no record is rejected and the next one goes on; where no further element can be told,
/// one Rejection says so.
std::unique_ptr<Source> read_json_array(WholeFile file, std::size_t max_record_bytes);

/// Returns the end of the JSON value that starts at `start`, judged by its brackets and quotes
/// alone; std::string_view::npos if it does not end in `text`.
std::size_t end_of_json_value(std::string_view text, std::size_t start);

}  // namespace kbsearch::records
