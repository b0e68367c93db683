// A record as texts that are read, part by part.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/record.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::cli::mcp {

/// A member of a record that has something in it.
struct RecordPart {
  std::string name;  ///< Of the member.
  std::string text;  ///< A list as lines, an object as `name: value` parted by commas; harmless.
};

/// Returns the parts, the short ones first: within the short and the long ones in the order of the schema, then by
/// name.
std::vector<RecordPart> parts_of(const Record& record, const Schema& schema);

}  // namespace kbsearch::cli::mcp
