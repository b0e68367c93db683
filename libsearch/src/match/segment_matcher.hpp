// Finds the best documents of one segment of an image.
#pragma once

#include <cstdint>
#include <vector>

#include "match/executor.hpp"
#include "match/placed_scores.hpp"
#include "match/scored_lists.hpp"

namespace kbsearch::match {

/// The best documents so far: a number of them, and all that equal the last.
class BestMatches {
 public:
  explicit BestMatches(std::size_t count) : count_(count) {}

  /// What a document must reach to be among them.
  double threshold() const { return threshold_; }
  void add(DocumentId document, double score);
  /// Best first.
  Matches take();

 private:
  std::size_t count_;
  double threshold_ = -1.0;
  std::vector<double> best_;  ///< A heap of the best scores, the least on top.
  Matches matches_;
};

/// What a segment is asked for.
struct SegmentQuery {
  std::vector<ScoredList> lists;  ///< Their sum, in this order, is what the words give.
  std::vector<PlacedGain> extra;  ///< What documents get that match, ascending by place.
  bool needs_list = true;         ///< A document must be in one of the lists.
  double static_scale = 0.0;
  const std::vector<std::uint64_t>* allowed = nullptr;  ///< A bit for each place; null if all are.
};

/// Belongs to one thread.
class SegmentMatcher {
 public:
  /// All must outlive it.
  SegmentMatcher(const image::LiveSegment& live, const PlacedScores::OfSegment& static_scores, const ScoreTable& table,
                 SegmentQuery query);

  void match(BestMatches& best);

 private:
  /// A list as it is in the present window.
  struct Bounded {
    std::size_t list;
    double most;
  };

  void match_window(image::Place begin, image::Place end, BestMatches& best);
  bool begin_window(image::Place begin, image::Place end);
  void fill(image::Place begin, image::Place end, double least);
  void evaluate(image::Place begin, BestMatches& best);
  /// What the lists give, as it is summed up everywhere.
  double sum_of_lists(image::Place place);
  double gain_beside(image::Place place);
  double static_score(image::Place place) const {
    return static_scores_.scores.empty() ? 0.0 : query_.static_scale * static_scores_.scores[place];
  }
  bool may_be_taken(image::Place place) const {
    const bool is_allowed = query_.allowed == nullptr || ((*query_.allowed)[place / 64] >> (place % 64) & 1) != 0;
    return is_allowed && live_.is_live(place);
  }

  const image::LiveSegment& live_;
  const PlacedScores::OfSegment& static_scores_;
  const ScoreTable& table_;
  SegmentQuery query_;
  double extra_most_ = 0.0;
  std::size_t extra_at_ = 0;
  std::vector<Bounded> bounded_;        ///< Of the window, by what they can give, the least first.
  std::vector<double> sums_;            ///< Of their bounds: the first, the first two ...
  std::size_t looked_up_ = 0;           ///< So many of them, the first ones, are not gone through.
  std::vector<double> scores_;          ///< By offset in the window: what those that are give; 0 between windows.
  std::vector<std::uint64_t> matched_;  ///< By offset.
  std::vector<ScoredList> again_;       ///< The lists, to be asked about documents that were passed.
};

}  // namespace kbsearch::match
