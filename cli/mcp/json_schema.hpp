// Makes JSON Schemas of arguments and answers, and checks arguments by them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mcp/json.hpp"

namespace kbsearch::cli::mcp {

Json text_schema(const std::string& description);
Json text_schema(const std::string& description, std::size_t least_bytes, std::size_t most_bytes);
Json whole_number_schema(const std::string& description);
Json whole_number_schema(const std::string& description, std::size_t least, std::size_t most, std::size_t unless_given);
Json boolean_schema(const std::string& description);
Json list_schema(const std::string& description, Json items);
Json list_schema(const std::string& description, Json items, std::size_t most_items);

/// An object with just these members. `required` names those that are always there.
Json object_schema(std::vector<std::pair<std::string, Json>> members, const std::vector<std::string>& required);

/// Returns the arguments that `given` are, with the defaults of those that are not: null is none, one text is a list of
/// one. Throws ToolError that names the argument, its value and what it must be.
Json checked_arguments(const Json& schema, const Given& given);

}  // namespace kbsearch::cli::mcp
