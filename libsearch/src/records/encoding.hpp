// From the bytes of a file to UTF-8, for formats that have been written in many ways.
#pragma once

#include <string>
#include <string_view>

#include "records/byte_input.hpp"

namespace kbsearch::records {

/// Returns `input` as UTF-8 if it is UTF-16 or UTF-32, else as it is. Takes nothing of it.
ByteInput without_wide_characters(ByteInput input);

/// Returns `text`, which is not UTF-8, as UTF-8, by the encoding that it seems to have.
std::string decoded_by_guess(std::string_view text);

/// Returns `html`, which is not UTF-8, as UTF-8, by the encoding that it declares, else by a guess.
std::string decoded_html(std::string_view html);

/// Returns `input` as UTF-8 if its beginning is not, by the encoding that it seems to have.
ByteInput decoded_by_guess(ByteInput input);

}  // namespace kbsearch::records
