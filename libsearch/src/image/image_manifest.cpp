#include "image/image_manifest.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>

#include "base/hash.hpp"
#include "base/varint.hpp"
#include "kbsearch/error.hpp"
#include "store/files.hpp"

namespace kbsearch::image {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine = "kbsearch-image 1\n";
constexpr std::string_view kSegmentPrefix = "image-";
constexpr std::string_view kSegmentSuffix = ".segment";
/// A number of some bytes for each document that is there no more, of which a rewrite leaves none.
constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

std::string encode(const ImageManifest& manifest) {
  std::string bytes(kFirstLine);
  base::put_varint(bytes, manifest.revision);
  for (const auto& [number, dead] : manifest.segments) {
    base::put_varint(bytes, number);
    base::put_varint(bytes, dead.size());
    Place before = 0;
    for (const auto place : dead) {
      base::put_varint(bytes, place - before);
      before = place;
    }
  }
  base::put_fixed64(bytes, base::hash64(bytes));
  return bytes;
}

std::optional<ImageManifest> decode(std::string_view bytes) {
  if (bytes.size() < kFirstLine.size() + sizeof(std::uint64_t) || !bytes.starts_with(kFirstLine)) return std::nullopt;
  const auto content = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
  if (base::ByteReader(bytes.substr(content.size())).fixed64() != base::hash64(content)) return std::nullopt;
  base::ByteReader reader(content.substr(kFirstLine.size()));
  ImageManifest manifest;
  manifest.revision = reader.varint();
  while (!reader.at_end()) {
    auto& segment = manifest.segments.emplace_back();
    segment.number = reader.varint();
    Place place = 0;
    for (auto count = reader.varint(); count > 0; --count) {
      place += static_cast<Place>(reader.varint());
      segment.dead.push_back(place);
    }
  }
  return manifest;
}

}  // namespace

bool is_segment_name(const std::string& name) {
  return name.starts_with(kSegmentPrefix) && name.ends_with(kSegmentSuffix);
}

std::string segment_name(std::uint64_t number) {
  return std::string(kSegmentPrefix) + std::to_string(number) + std::string(kSegmentSuffix);
}

std::optional<ImageManifest> read_manifest(const fs::path& generation) {
  try {
    const auto bytes = store::read_file(generation / kManifestName, kMaxBytes);
    return bytes ? decode(*bytes) : std::nullopt;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexCorrupt) throw;
    return std::nullopt;
  }
}

void write_manifest(const fs::path& generation, const ImageManifest& manifest) {
  store::replace_file(generation / kManifestName, encode(manifest));
}

void remove_segments_but(const fs::path& generation, const ImageManifest& manifest) {
  std::error_code error;
  std::vector<fs::path> left_over;
  for (fs::directory_iterator entry(generation, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const auto name = entry->path().filename().string();
    if (!is_segment_name(name)) continue;
    const bool is_named = std::any_of(manifest.segments.begin(), manifest.segments.end(),
                                      [&](const auto& segment) { return segment_name(segment.number) == name; });
    if (!is_named) left_over.push_back(entry->path());
  }
  // What cannot be removed stays for the next time.
  for (const auto& path : left_over) fs::remove(path, error);
}

}  // namespace kbsearch::image
