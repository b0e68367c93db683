// From TOML to JSON text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kbsearch::records {

/// Most parts of a dotted name (`a.b.c`): each is a table within a table.
inline constexpr std::size_t kMaxTomlNameParts = 16;

struct TomlValue {
  std::string json;   ///< One object; empty if there is a fault.
  std::string fault;  ///< Why the text is not read; empty if it is.
  std::size_t fault_line = 0;
};

/// Returns the tables of `toml` as one JSON object, members in the order of names. Dates and times become text as
/// ISO 8601 writes them; infinities and what is not a number stay text, as in YAML. "id" and "_id" are always text.
TomlValue toml_to_json(std::string_view toml);

}  // namespace kbsearch::records
