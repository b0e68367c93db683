#include "image/image.hpp"

#include <algorithm>

#include "image/damaged.hpp"
#include "image/image_manifest.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::image {
namespace {

namespace fs = std::filesystem;

}  // namespace

LiveSegment::LiveSegment(std::shared_ptr<const Segment> segment, const std::vector<Place>& dead)
    : segment_(std::move(segment)) {
  if (dead.empty()) return;
  if (dead.back() >= segment_->size()) throw Damaged{"an image names documents that it lacks"};
  is_dead_.resize(segment_->size());
  for (const auto place : dead) is_dead_[place] = true;
}

std::shared_ptr<const Image> Image::open(const fs::path& generation, std::uint64_t revision) {
  try {
    auto manifest = read_manifest(generation);
    if (!manifest || manifest->revision != revision) return nullptr;
    auto image = std::make_shared<Image>();
    for (const auto& [number, dead] : manifest->segments) {
      image->is_whole_ = image->is_whole_ && dead.empty();
      image->segments_.emplace_back(std::make_shared<const Segment>(generation / segment_name(number)), dead);
    }
    return image;
  } catch (const Damaged&) {
  } catch (const Error&) {
  }
  // Whatever it was (a segment that a writer has just replaced, damage, no memory to map): Xapian has all that it says.
  return nullptr;
}

ImageState check_image(const fs::path& generation, std::uint64_t revision) {
  ImageState state;
  const auto manifest = read_manifest(generation);
  std::error_code error;
  if (!manifest && fs::symlink_status(generation / kManifestName, error).type() != fs::file_type::not_found) {
    state.damaged.emplace_back(kManifestName);
  }
  if (!manifest || manifest->revision != revision) return state;
  state.is_present = true;
  for (const auto& [number, dead] : manifest->segments) {
    try {
      LiveSegment(std::make_shared<const Segment>(generation / segment_name(number)), dead).segment().verify();
    } catch (const Damaged&) {
      state.damaged.push_back(segment_name(number));
    }
  }
  return state;
}

}  // namespace kbsearch::image
