// Results as bytes, in memory that JavaScript's engine owns and frees by itself: an ArrayBuffer. Members are made
// values when they are read. Results as a C++ object would need a finalizer, and Node runs those when its event loop
// comes round: a loop of searchSync() calls would never free one. One JSON text costs more, to write and to read
// (README.md).
//
// The bytes are read by the process that wrote them: no version, no order of bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "kbsearch/search_results.hpp"

namespace kbsearch::node {

using Bytes = std::span<const char>;

/// Returns the results of `query`, as the functions below read them.
std::string packed(const SearchResults& results, std::string_view query);

struct UnpackedResults {
  SearchResults results;
  std::string query;
};

// Each throws Error{kInvalidArgument} for bytes that packed() did not make.
UnpackedResults unpacked(Bytes packed);
/// The same without the hits, which are what costs.
UnpackedResults unpacked_without_hits(Bytes packed);
std::size_t packed_hit_count(Bytes packed);
Hit unpacked_hit(Bytes packed, std::size_t i);

}  // namespace kbsearch::node
