// Static scores by the places of an image's segments, and the most that each window of places has.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "image/image.hpp"
#include "rank/static_scores.hpp"

namespace kbsearch::match {

/// Places that are looked at together.
inline constexpr image::Place kWindowPlaces = 2048;

class PlacedScores {
 public:
  /// Whether an image has the scores of the profile that `key` names (rank::static_key) itself: as long as it holds
  /// just what it was written with, for means over all records are in them.
  static bool are_in(const image::Image& image, std::string_view key) {
    if (image.segments().size() != 1 || !image.is_whole()) return false;
    return image.segments().front().segment().scored_by() == key;
  }
  /// Those that are in it.
  explicit PlacedScores(const image::Image& image) {
    auto& placed = segments_.emplace_back();
    const auto& segment = image.segments().front().segment();
    placed.most.assign(segment.size() / kWindowPlaces + 1, 0.0);
    for (image::Place place = 0; place < segment.size(); ++place) add(placed, place, segment.static_score(place));
  }

  PlacedScores(const image::Image& image, const rank::StaticScores& scores) {
    for (const auto& live : image.segments()) {
      auto& placed = segments_.emplace_back();
      const auto& segment = live.segment();
      placed.most.assign(segment.size() / kWindowPlaces + 1, 0.0);
      if (scores.empty()) continue;
      placed.scores.reserve(segment.size());
      for (image::Place place = 0; place < segment.size(); ++place) {
        add(placed, place, scores[segment.document(place)]);
      }
    }
  }

  struct OfSegment {
    std::vector<double> scores;  ///< By place; empty if all are 0.
    std::vector<double> most;    ///< By window.
    double least = 0.0;          ///< That any of them has.
  };
  const OfSegment& segment(std::size_t index) const { return segments_[index]; }

 private:
  static void add(OfSegment& placed, image::Place place, double score) {
    placed.least = placed.scores.empty() ? score : std::min(placed.least, score);
    placed.scores.push_back(score);
    auto& most = placed.most[place / kWindowPlaces];
    most = std::max(most, score);
  }

  std::vector<OfSegment> segments_;
};

}  // namespace kbsearch::match
