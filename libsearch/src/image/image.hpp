// The image of an index: what a search reads, derived from the Xapian database that stands beside it, and equal to it
// in every answer but for the last digits of scores. It lies in the generation, as one file that names the segments and
// one for each of them:
//
//   image             magic, Xapian's revision that it is of, then for each segment: its number, the documents in it
//                     that are there no more (their places, each less the one before), and a digest of all this
//   image-N.segment   image/segment.hpp
//
// A commit adds a segment for what it changed and notes what that replaces; when there are many, the small ones become
// one; when these hold a good part of all, everything is written anew. An image that is missing, damaged or of another
// revision is not used: Xapian answers, and the next writer makes it whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "image/segment.hpp"

namespace kbsearch::image {

/// A segment, and which of its documents are still there.
class LiveSegment {
 public:
  /// `dead` are the places of the documents that are there no more, ascending.
  LiveSegment(std::shared_ptr<const Segment> segment, const std::vector<Place>& dead);

  const Segment& segment() const { return *segment_; }
  /// True if all of them are.
  bool is_whole() const { return is_dead_.empty(); }
  bool is_live(Place place) const { return is_dead_.empty() || !is_dead_[place]; }

 private:
  std::shared_ptr<const Segment> segment_;
  std::vector<bool> is_dead_;  ///< By place; empty if none is.
};

/// Safe to share between threads.
class Image {
 public:
  /// Returns the image of `revision`; null if there is none, or none that can be used.
  static std::shared_ptr<const Image> open(const std::filesystem::path& generation, std::uint64_t revision);

  /// The first was written whole, the others hold what has changed since.
  const std::vector<LiveSegment>& segments() const { return segments_; }

  /// True if all documents of all segments are still there.
  bool is_whole() const { return is_whole_; }

  struct Found {
    const Segment* segment;
    Place place;
  };
  /// Returns where a document is; nothing if it is not there.
  std::optional<Found> find(std::uint32_t document) const {
    for (const auto& live : segments_) {
      const auto place = live.segment().place_of(document);
      if (place && live.is_live(*place)) return Found{&live.segment(), *place};
    }
    return std::nullopt;
  }

 private:
  std::vector<LiveSegment> segments_;
  bool is_whole_ = true;
};

struct ImageState {
  bool is_present = false;           ///< False if there is none of the revision.
  std::vector<std::string> damaged;  ///< Names of its files that are not as they were written.
};
/// Compares the image of `revision` with its digests. Throws Error{kIo}.
ImageState check_image(const std::filesystem::path& generation, std::uint64_t revision);

}  // namespace kbsearch::image
