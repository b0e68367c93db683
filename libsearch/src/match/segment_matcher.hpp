// Finds the best documents of one segment of an image.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "match/allowed_places.hpp"
#include "match/executor.hpp"
#include "match/placed_scores.hpp"
#include "match/scored_lists.hpp"

namespace kbsearch::match {

/// The best documents so far: a number of them, and all that equal the last.
class BestMatches {
 public:
  explicit BestMatches(std::size_t count) : count_(count) {}

  /// So many at least.
  std::size_t count() const { return count_; }
  /// Tells that there are that many of at least this score.
  void expect(double score) { threshold_ = std::max(threshold_, score); }
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
  std::vector<PlacedGain> extra;  ///< What some documents get beside, ascending by place: a few.
  bool needs_list = true;         ///< A document must be in one of the lists.
  double static_scale = 0.0;
  AllowedPlaces* allowed = nullptr;
};

/// Belongs to one thread.
class SegmentMatcher {
 public:
  /// All must outlive it.
  SegmentMatcher(const image::LiveSegment& live, const PlacedScores::OfSegment& static_scores, const ScoreTable& table,
                 SegmentQuery query);

  void match(BestMatches& best);

 private:
  /// Sums of the same numbers in another order differ by less.
  static constexpr double kSlack = 1.0 + 1e-12;

  /// A list as it is in the present window.
  struct Bounded {
    std::size_t list;
    double most;
  };

  /// What so many documents get at least; below 0 if that is not known.
  double score_of_many(std::size_t count) const;
  void add_extra(BestMatches& best);
  void match_window(image::Place begin, image::Place end, BestMatches& best);
  bool begin_window(image::Place begin, image::Place end);
  /// Splits the lists of the window. Returns whether a document can be good enough.
  bool split_lists(double beside, const BestMatches& best);
  void go_through_short_lists(image::Place places);
  void match_candidates(image::Place begin, image::Place end, BestMatches& best);
  void match_by_one(image::Place begin, image::Place end, double least, BestMatches& best);
  void match_by_sums(image::Place begin, image::Place end, BestMatches& best);
  /// Whether a document may be good enough that gets `sum` by the lists that are gone through.
  bool may_reach(image::Place place, double sum, const BestMatches& best) const {
    return (sum + others_ + static_score(place)) * kSlack >= best.threshold();
  }
  /// Takes a document in if it is good enough; `sum` is what the lists give it that are gone through.
  void consider(image::Place place, double sum, BestMatches& best);
  /// What the lists give, as it is summed up everywhere. Returns whether the document is in one of them.
  bool sum_of_lists(image::Place place, double& sum);
  double sum_of_found();
  double static_score(image::Place place) const {
    return static_scores_.scores.empty() ? 0.0 : query_.static_scale * static_scores_.scores[place];
  }
  bool is_extra(image::Place place) const;

  const image::LiveSegment& live_;
  const PlacedScores::OfSegment& static_scores_;
  const ScoreTable& table_;
  SegmentQuery query_;
  std::vector<Bounded> bounded_;        ///< Of the window: those looked up, then those gone through.
  std::vector<double> sums_;            ///< Of the bounds of those looked up: the first, the first two ...
  std::size_t looked_up_ = 0;           ///< So many of them, the weakest first, are not gone through.
  double others_ = 0.0;                 ///< What these may give together.
  std::size_t considered_ = 0;          ///< So many documents of the last window were looked up in them.
  std::vector<double> scores_;          ///< By offset in the window: what those that are give; 0 between windows.
  std::vector<std::uint64_t> matched_;  ///< By offset; 0 between windows.
  std::vector<ScoredList> again_;       ///< The lists, to be asked about documents that were passed.
  std::vector<double> found_;           ///< By list: what those of the window gave to the document that is considered.
  std::vector<double> in_order_;        ///< The same, and 0 for the others.
};

}  // namespace kbsearch::match
