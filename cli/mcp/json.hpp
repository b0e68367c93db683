// JSON that comes in, and JSON that goes out.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace kbsearch::cli::mcp {

/// What we say: members stand in the order in which they were set. Each is looked for among all others.
using Json = nlohmann::ordered_json;
/// What others say: a member of very many is found as fast as one of few.
using Given = nlohmann::json;

/// Returns the JSON on one line. Bytes that are not UTF-8 are replaced.
std::string written(const Json& json);
std::string written(const Given& json);

/// Returns a text of somebody else as it may stand in an answer: controls and what turns a text around are gone, bytes
/// that are not UTF-8 are replaced; line feeds and tabs stay.
std::string harmless(std::string_view text);

/// Returns `text`, or as much of its beginning as `most_bytes` takes with an ellipsis behind it, cut between
/// characters.
std::string shortened(std::string_view text, std::size_t most_bytes);

/// Returns where the last character that ends at or before `at` ends.
std::size_t character_border(std::string_view text, std::size_t at);

}  // namespace kbsearch::cli::mcp
