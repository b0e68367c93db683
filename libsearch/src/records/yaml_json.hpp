// From YAML to JSON text, by the core schema of YAML 1.2.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::records {

/// Aliases may multiply a small file without bounds; these bound what they add to one file.
inline constexpr std::size_t kMaxAliasedNodes = 1'000'000;

/// One record's worth of YAML: a document, or an element of a document that is a list.
struct YamlValue {
  std::string json;
  std::size_t line = 0;  ///< 1-based.
};

struct YamlValues {
  std::vector<YamlValue> values;  ///< Everything before the fault, if there is one.
  std::string fault;              ///< Why reading stopped; empty if the text was read to its end.
  std::size_t fault_line = 0;
  std::string unfinished;  ///< The beginning of the JSON of the record that the fault lies in.
};

/// Returns the values of all documents; empty documents are passed over. Plain scalars become
/// numbers, truth values or null by the core schema and text otherwise: dates, infinities and
/// integers of more than 64 bits stay text. "id" and "_id" of a record are always text, as written.
/// Repeated names are not sorted out. `max_alias_bytes` bounds the JSON text that aliases add.
YamlValues yaml_to_json(std::string_view yaml, std::size_t max_alias_bytes);

}  // namespace kbsearch::records
