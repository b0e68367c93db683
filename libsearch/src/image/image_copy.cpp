#include "image/image_copy.hpp"

#include "image/image_manifest.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::image {

std::optional<std::uint64_t> image_revision(const std::filesystem::path& generation) {
  const auto manifest = read_manifest(generation);
  return manifest ? std::optional(manifest->revision) : std::nullopt;
}

std::optional<std::vector<std::string>> copy_image(const std::filesystem::path& generation,
                                                   const std::filesystem::path& target, std::uint64_t revision,
                                                   const store::OnBytes& on_bytes) {
  const auto manifest = read_manifest(generation);
  if (!manifest || manifest->revision != revision) return std::nullopt;
  std::vector<std::string> names;
  try {
    for (const auto& segment : manifest->segments) {
      const auto name = segment_name(segment.number);
      if (!store::link_file(generation / name, target / name)) {
        store::copy_file(generation / name, target / name, on_bytes);
      }
      names.push_back(name);
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexCorrupt) throw;
    return std::nullopt;
  }
  write_manifest(target, *manifest);
  return names;
}

}  // namespace kbsearch::image
