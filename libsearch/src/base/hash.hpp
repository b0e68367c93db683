// XXH3 digests (libxxhash): for content hashes, checksums and the hashes of stems in token streams. Not for
// secrets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kbsearch::base {

std::uint64_t hash64(std::string_view bytes);
/// 16 raw bytes.
std::string hash128(std::string_view bytes);
/// 16 lower-case hexadecimal digits.
std::string hex64(std::uint64_t value);

}  // namespace kbsearch::base
