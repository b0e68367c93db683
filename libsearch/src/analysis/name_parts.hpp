// The words within a name that is written as one: get, user, by and id in getUserById.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kbsearch::analysis {

struct NamePart {
  std::uint32_t begin;  ///< Byte offsets into the name.
  std::uint32_t end;
};

/// Appends the parts of `name` to `parts`, if it has two at least. A part begins with a capital behind a small letter,
/// or with the last of several capitals, if three small letters follow it at least: XMLHttpRequest, but not LLMs. Those
/// of a single letter are left out: I in IWalkableArea, and so all of iPhone. Names with digits, and what has more than
/// eight parts, are keys and hashes: they have none.
void parts_of_name(std::string_view name, std::vector<NamePart>& parts);

}  // namespace kbsearch::analysis
