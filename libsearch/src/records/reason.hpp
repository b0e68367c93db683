// What a Rejection says: short and printable, whatever the record held.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::records {

/// Most bytes of a reason; of a value of the record that stands in it.
inline constexpr std::size_t kMaxReasonBytes = 300;
inline constexpr std::size_t kMaxShownBytes = 60;

/// Returns `text` as well-formed UTF-8 in one line without control characters, cut behind a whole character with "..."
/// where it passes `max_bytes`.
std::string one_line(std::string_view text, std::size_t max_bytes = kMaxReasonBytes);

/// Returns a value of the record for a reason.
inline std::string shown_value(std::string_view text) { return one_line(text, kMaxShownBytes); }

}  // namespace kbsearch::records
