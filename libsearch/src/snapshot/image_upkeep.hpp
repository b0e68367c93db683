// Keeps the image of an index in step with its commits. An image is derived: where writing it fails, nothing is lost
// and nothing is told, searches are slower until a later commit makes it whole.
#pragma once

#include <filesystem>

#include "image/image.hpp"
#include "index/index_update.hpp"

namespace kbsearch::snapshot {

/// Writes the image of a generation that was built, before it is swapped in.
void write_image(const std::filesystem::path& generation) noexcept;
/// Brings the image up to a commit.
void update_image(const std::filesystem::path& generation, const index::CommittedChanges& changes) noexcept;

/// Compares the image with its digests. Throws Error{kIndexCorrupt, kIo}.
image::ImageState check_image(const std::filesystem::path& generation);

}  // namespace kbsearch::snapshot
