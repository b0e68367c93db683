// Finds the fields that options name, or says which there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "kbsearch/schema.hpp"

namespace kbsearch::engine {

/// Each throws Error{kInvalidArgument} listing the fields that will do.
std::size_t facet_field(const Schema& schema, const std::string& name);
std::uint32_t sort_slot(const Schema& schema, const std::string& name);
void check_grouping(const Schema& schema, const std::string& by);

}  // namespace kbsearch::engine
