// Static scores by the places of an image's segments, and the most that each window of places has.
#pragma once

#include <algorithm>
#include <vector>

#include "image/image.hpp"
#include "rank/static_scores.hpp"

namespace kbsearch::match {

/// Places that are looked at together.
inline constexpr image::Place kWindowPlaces = 2048;

class PlacedScores {
 public:
  PlacedScores(const image::Image& image, const rank::StaticScores& scores) {
    for (const auto& live : image.segments()) {
      auto& placed = segments_.emplace_back();
      const auto& segment = live.segment();
      placed.most.assign(segment.size() / kWindowPlaces + 1, 0.0);
      if (scores.empty()) continue;
      placed.scores.reserve(segment.size());
      for (image::Place place = 0; place < segment.size(); ++place) {
        placed.scores.push_back(scores[segment.document(place)]);
        auto& most = placed.most[place / kWindowPlaces];
        most = std::max(most, placed.scores.back());
      }
    }
  }

  struct OfSegment {
    std::vector<double> scores;  ///< By place; empty if all are 0.
    std::vector<double> most;    ///< By window.
  };
  const OfSegment& segment(std::size_t index) const { return segments_[index]; }

 private:
  std::vector<OfSegment> segments_;
};

}  // namespace kbsearch::match
