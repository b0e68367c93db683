#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/schema.hpp"

namespace kbsearch::query {

/// Returns the names that `name:value` may have: the id's, and those of the fields that can be asked, with their
/// aliases.
std::vector<std::string> field_names(const Schema& schema);

/// Says that `name`, which is no field, was perhaps meant as one, and which there are; empty if `name:value` reads as
/// something else: a time (12:30), an address (mailto:a@b.org, localhost:8080), a drive (C:\), a name of a program's
/// part (std::vector), a heading (Title:Subtitle).
std::string unknown_field_fault(std::string_view name, std::string_view value, const Schema& schema);

/// Returns which of `names`, as `has:` is given them, are fields that a record itself can have, by the names of the
/// schema; the others get a fault each, for a person.
std::vector<std::string> fields_to_have(const std::vector<std::string>& names, const Schema& schema,
                                        std::vector<std::string>& faults);

}  // namespace kbsearch::query
