#include "image/image_writer.hpp"

#include <algorithm>

#include "image/image.hpp"
#include "image/image_manifest.hpp"

namespace kbsearch::image {
namespace {

namespace fs = std::filesystem;

/// Segments beside the first one before they become one.
constexpr std::size_t kMaxSmall = 8;
/// Everything is written anew when this share of the documents, and more than so many, are not as in the first segment.
constexpr std::size_t kStaleShare = 8;
constexpr std::size_t kFewStale = 256;

std::uint64_t next_number(const ImageManifest& manifest) {
  std::uint64_t number = 0;
  for (const auto& segment : manifest.segments) number = std::max(number, segment.number);
  return number + 1;
}

bool is_there(const Xapian::Database& database, Xapian::docid document) {
  auto posting = database.postlist_begin("");
  posting.skip_to(document);
  return posting != database.postlist_end("") && *posting == document;
}

void add_dead(std::vector<Place>& dead, Place place) {
  const auto at = std::lower_bound(dead.begin(), dead.end(), place);
  if (at == dead.end() || *at != place) dead.insert(at, place);
}

void publish(const fs::path& generation, const ImageManifest& manifest) {
  write_manifest(generation, manifest);
  remove_segments_but(generation, manifest);
}

}  // namespace

void write_image(const fs::path& generation, const Xapian::Database& database, const ImageRules& rules) {
  const auto former = read_manifest(generation);
  const auto number = former ? next_number(*former) : 1;
  write_segment(generation / segment_name(number), database, rules.order(database), rules.records);
  publish(generation, {database.get_revision(), {{number, {}}}});
}

void update_image(const fs::path& generation, const Xapian::Database& database, std::uint64_t former,
                  std::vector<Xapian::docid> changed, const ImageRules& rules) {
  const auto image = Image::open(generation, former);
  auto manifest = read_manifest(generation);
  if (!image || !manifest || image->segments().empty()) return write_image(generation, database, rules);
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  for (std::size_t i = 0; i < image->segments().size(); ++i) {
    for (const auto document : changed) {
      if (const auto place = image->segments()[i].segment().place_of(document)) {
        add_dead(manifest->segments[i].dead, *place);
      }
    }
  }
  std::erase_if(changed, [&](Xapian::docid document) { return !is_there(database, document); });
  std::size_t stale = manifest->segments.front().dead.size() + changed.size();
  for (std::size_t i = 1; i < image->segments().size(); ++i) stale += image->segments()[i].segment().size();
  const auto first_size = image->segments().front().segment().size();
  if (stale > std::max<std::size_t>(first_size / kStaleShare, kFewStale)) {
    return write_image(generation, database, rules);
  }
  const auto number = next_number(*manifest);
  if (manifest->segments.size() > kMaxSmall) {
    for (std::size_t i = 1; i < image->segments().size(); ++i) {
      const auto& segment = image->segments()[i].segment();
      const auto& dead = manifest->segments[i].dead;
      for (Place place = 0; place < segment.size(); ++place) {
        if (!std::binary_search(dead.begin(), dead.end(), place)) changed.push_back(segment.document(place));
      }
    }
    std::sort(changed.begin(), changed.end());
    manifest->segments.resize(1);
  }
  if (!changed.empty()) {
    write_small_segment(generation / segment_name(number), database, changed, rules.records);
    manifest->segments.push_back({number, {}});
  }
  manifest->revision = database.get_revision();
  publish(generation, *manifest);
}

void remove_unnamed_segments(const fs::path& generation) noexcept {
  try {
    remove_segments_but(generation, read_manifest(generation).value_or(ImageManifest{}));
  } catch (...) {
    // The next one who writes an image does it.
  }
}

}  // namespace kbsearch::image
