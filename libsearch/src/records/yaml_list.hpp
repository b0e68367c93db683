// YAML: a list of mappings, or documents that are each a mapping or such a list.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "records/whole_file.hpp"

namespace kbsearch::records {

/// Gives the records of `text` one by one; where the YAML is broken, a Rejection with the line ends the list.
NextItem read_yaml_list(std::string_view text, const std::string& path, std::size_t max_record_bytes);

}  // namespace kbsearch::records
