// Telling the format of a file from its first bytes; the name only breaks ties.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "kbsearch/record_reader.hpp"
#include "records/byte_input.hpp"

namespace kbsearch::records {

/// Returns the format of `input`, never kAuto; nothing if neither content nor name tell it. Looks
/// ahead only, and never further than `max_bytes`.
std::optional<RecordFormat> detect_format(ByteInput& input, std::string_view path, std::size_t max_bytes);

/// Whether `input` is short and holds nothing but white space.
bool is_blank(ByteInput& input);

/// Returns why a walk passes over files called `path` although their format is known: the program that reads them is
/// not installed. Empty for others.
std::string why_passed_over(std::string_view path);

/// Whether a walk through a directory stops at files called `path` when `format` is asked for.
bool is_walked_extension(std::string_view path, RecordFormat format);

}  // namespace kbsearch::records
