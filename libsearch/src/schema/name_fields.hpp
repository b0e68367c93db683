// What a record is called by, whatever else it says.
#pragma once

#include <cstddef>
#include <vector>

#include "kbsearch/schema.hpp"

namespace kbsearch {

/// The title and the name of the file, as far as the schema has them.
inline std::vector<std::size_t> name_fields(const Schema& schema) {
  std::vector<std::size_t> fields{schema.find("title"), schema.find("file_name")};
  std::erase(fields, Schema::kNoField);
  return fields;
}

}  // namespace kbsearch
