// Records as resources: kbsearch://record/{id}.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kbsearch/searcher.hpp"
#include "mcp/json.hpp"
#include "mcp/protocol.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {

/// Returns the address of a record: all but letters, digits and -._~ is percent-encoded.
std::string record_uri(std::string_view record_id);
/// Returns the id in the address of a record; nothing if it is none.
std::optional<std::string> record_id_in(std::string_view uri);

Json resource_templates(Version version);
/// A page of records, by id; `cursor` is the nextCursor of the page before, or empty. Throws ProtocolError for another.
Json list_resources(const Call& call, const std::string& cursor, Version version);
/// The record as it was given. Throws ProtocolError if there is none at that address, or it is too large for a message.
Json read_resource(const Call& call, const std::string& uri);

}  // namespace kbsearch::cli::mcp
