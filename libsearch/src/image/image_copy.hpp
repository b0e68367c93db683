// Copies an image with its generation. Segments are written once, so a copy shares them with the original where the
// file system can; only the file that names them is replaced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "store/file_copy.hpp"

namespace kbsearch::image {

/// Returns the revision that the image in `generation` is of; nothing if there is none. Throws Error{kIo}.
std::optional<std::uint64_t> image_revision(const std::filesystem::path& generation);

/// Copies the image of `revision`. Returns the names of the segments; nothing if there is no such image, or one of its
/// files is gone. Throws Error{kIo}.
std::optional<std::vector<std::string>> copy_image(const std::filesystem::path& generation,
                                                   const std::filesystem::path& target, std::uint64_t revision,
                                                   const store::OnBytes& on_bytes);

}  // namespace kbsearch::image
