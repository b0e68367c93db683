// The file that names an image's segments (image/image.hpp).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "image/posting_blocks.hpp"

namespace kbsearch::image {

inline constexpr const char* kManifestName = "image";

struct SegmentEntry {
  std::uint64_t number = 0;
  std::vector<Place> dead;  ///< Ascending.
};

struct ImageManifest {
  std::uint64_t revision = 0;
  std::vector<SegmentEntry> segments;
};

std::string segment_name(std::uint64_t number);
/// Returns whether a file of a generation is a segment, by its name.
bool is_segment_name(const std::string& name);
/// Nothing if there is none, or a damaged one. Throws Error{kIo}.
std::optional<ImageManifest> read_manifest(const std::filesystem::path& generation);
/// Replaces it.
void write_manifest(const std::filesystem::path& generation, const ImageManifest& manifest);

/// Removes the segments that it does not name, as far as that goes.
void remove_segments_but(const std::filesystem::path& generation, const ImageManifest& manifest);

}  // namespace kbsearch::image
