// Addresses as browsers copy them: what is not ASCII in them is written as %E6%9D%B1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::analysis {

/// Which ASCII characters are decoded; others are, wherever they are well-formed UTF-8.
enum class Decode : std::uint8_t {
  kPrintable,   ///< All but control characters: for reading.
  kUnreserved,  ///< Letters, digits and - . _ ~, which mean the same either way (RFC 3986).
};

/// A stretch of text and what it says.
struct EncodedStretch {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< Equal to `begin` if there is none.
  std::string decoded;

  /// Returns the place in the text of a character of `decoded`, or of its end.
  std::size_t original_of(std::size_t at) const;

  /// Where the stretches end that were written as one character each, in `decoded` and behind `begin`; ascending.
  struct Change {
    std::size_t decoded;
    std::size_t original;
  };
  std::vector<Change> changes;
};

/// Returns the first run of characters without white space at or behind `from` that has something to decode: a
/// character beyond ASCII, or, in an address with its scheme, any.
EncodedStretch next_encoded(std::string_view text, std::size_t from);

std::string percent_decoded(std::string_view text, Decode which = Decode::kPrintable);

}  // namespace kbsearch::analysis
