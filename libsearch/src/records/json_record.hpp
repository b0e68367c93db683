// From the bytes of one JSON object to a Record, or to the reason why not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kbsearch/record.hpp"
#include "kbsearch/record_reader.hpp"

namespace kbsearch::records {

/// Deepest nesting of a record. Later stages build a tree and may recurse over it.
inline constexpr std::size_t kMaxNesting = 200;

/// Returns the record that `json` describes, its bytes kept as they are apart from surrounding
/// white space, or a Rejection. Byte numbers in reasons are 1-based and count from the start of
/// `json`. One pass, no tree.
RecordReader::Item read_json_record(std::string_view json, Origin origin);

/// Returns the Rejection of a record, here its JSON or the beginning of it, that passes the limit.
/// `what` names the thing: "the line".
Rejection reject_too_long(std::string_view what, std::string_view json_beginning, Origin origin,
                          std::size_t max_record_bytes);

/// Returns the id that the beginning of a record, at most 4 MB of it, tells; empty if it does not.
std::string id_told_by(std::string_view json_beginning);

/// Returns why `id` cannot be the id of a record; empty if it can.
std::string why_unfit_id(std::string_view id);

/// Returns `text` without the white space of JSON at both ends.
std::string_view trim_json(std::string_view text);

}  // namespace kbsearch::records
