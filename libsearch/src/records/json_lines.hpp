// JSON Lines: one object a line.
#pragma once

#include <memory>
#include <string>

#include "records/byte_input.hpp"
#include "records/source.hpp"

namespace kbsearch::records {

/// Reads line by line, in memory bounded by `max_record_bytes`. Blank lines are passed over; a line
/// that is no record is rejected and the next one goes on. Of a line that is an array of records, or several of them
/// one after the other, each is read.
std::unique_ptr<Source> read_json_lines(ByteInput input, std::string path, std::size_t max_record_bytes);

}  // namespace kbsearch::records
