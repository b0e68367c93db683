// Arrays of JSON objects, or objects that span lines, one after the other.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "records/byte_input.hpp"
#include "records/source.hpp"

namespace kbsearch::records {

struct JsonArrayOptions {
  /// Number of the line that the input begins with.
  std::size_t first_line = 1;
  /// Where the array stands in an object of its own, the name of the member that holds it; empty if it does not. What
  /// else is in that object is passed over unread.
  std::string member = {};
  /// Makes the record of an element that is a well-formed object; without, it is the record.
  std::function<std::string(std::string_view element)> rewrite = {};
};

/// Cuts a stream into its elements, so each record keeps its bytes as they were written, and holds one of them at a
/// time. An element that is no record, or is longer than `max_record_bytes`, is rejected and the next one goes on;
/// where no further element can be told, one Rejection of what follows says so.
std::unique_ptr<Source> read_json_array(ByteInput input, std::string path, std::size_t max_record_bytes,
                                        JsonArrayOptions options = {});

}  // namespace kbsearch::records
