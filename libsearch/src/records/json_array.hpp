// Arrays of JSON objects, or objects that span lines, one after the other.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "records/byte_input.hpp"
#include "records/source.hpp"

namespace kbsearch::records {

/// Cuts a stream into its elements, so each record keeps its bytes as they were written, and holds one of them at a
/// time. An element that is no record, or is longer than `max_record_bytes`, is rejected and the next one goes on;
/// where no further element can be told, one Rejection of what follows says so. `first_line` is the number of the line
/// that `input` begins with.
std::unique_ptr<Source> read_json_array(ByteInput input, std::string path, std::size_t max_record_bytes,
                                        std::size_t first_line = 1);

}  // namespace kbsearch::records
