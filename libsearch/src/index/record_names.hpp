// What a record is called: whoever asks for just that means this record.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/schema.hpp"
#include "records/field_values.hpp"

namespace kbsearch::index {

struct RecordName {
  std::string text;
  bool counts_as_written = false;  ///< It is no language: met by just these words alone.
};

/// Returns the texts that name a record: its titles (also without a bracket or a site's name at their end, and a short
/// form in brackets by itself), its file's name, its aliases, its id where that is made of words, and its host where
/// its address is that of a whole site.
std::vector<RecordName> names_of(std::string_view record_id, const records::RecordValues& values, const Schema& schema);

}  // namespace kbsearch::index
