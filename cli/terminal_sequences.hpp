// The escape sequences of our own: all that may ever reach a terminal.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kbsearch::cli {

inline constexpr std::string_view kBold = "\033[1m";
inline constexpr std::string_view kDim = "\033[2m";
inline constexpr std::string_view kMark = "\033[1;33m";
inline constexpr std::string_view kNumber = "\033[36m";
inline constexpr std::string_view kPlain = "\033[0m";
inline constexpr std::array kStyles = {kBold, kDim, kMark, kNumber, kPlain};

/// A hyperlink (OSC 8) is kLinkBegin, the address, kLinkEnd, what is shown, and the same with no address.
inline constexpr std::string_view kLinkBegin = "\033]8;;";
inline constexpr std::string_view kLinkEnd = "\033\\";
/// Terminals pass over longer ones.
inline constexpr std::size_t kMostLinkBytes = 2'000;

inline constexpr std::string_view kEraseLine = "\r\033[K";

}  // namespace kbsearch::cli
