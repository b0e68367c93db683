// Which places of a segment of an image meet the conditions of a plan. What is looked up in token streams (phrases,
// NEAR, a word in a field) is looked up where it is asked about, and once: of the documents that have two words, a
// search needs to know of few whether they have them in order.
#pragma once

#include <vector>

#include "image/image.hpp"
#include "match/document_set.hpp"
#include "match/plan.hpp"
#include "match/set_evaluator.hpp"
#include "match/stream_matcher.hpp"

namespace kbsearch::match {

/// Belongs to one thread. Lets Xapian::Error and image::Damaged out.
class AllowedPlaces {
 public:
  /// All must outlive it.
  AllowedPlaces(const image::LiveSegment& live, const Plan& plan, const SetEvaluator& sets);

  /// Whether all documents that are still there may be taken.
  bool are_all() const { return are_all_; }
  /// How many of [begin, end) may have to be asked about; at least those that may be taken.
  std::size_t count_candidates(image::Place begin, image::Place end) const;
  /// Which of the 64 places from `begin` on, a multiple of 64, may have to be asked about: a bit each.
  std::uint64_t candidates_from(image::Place begin) const;
  bool is_candidate(image::Place place) const {
    return (are_all_ || candidates_.contains(place)) && live_.is_live(place);
  }
  /// Of a candidate, whether it may be taken.
  bool takes(image::Place place) { return on_streams_.empty() || meets_on_streams(place); }
  /// Counts those that may be taken, of `within`, which must be given where all may; with conditions on token streams
  /// no further than one more than `enough`.
  std::uint64_t count(const DocumentSet* within, std::uint64_t enough);

 private:
  void require(const Condition& condition, const SetEvaluator& sets);
  void narrow(DocumentSet places);
  bool meets_on_streams(image::Place place);

  const image::LiveSegment& live_;
  bool are_all_ = true;
  DocumentSet candidates_;  ///< Unless all are.
  std::vector<StreamMatcher> on_streams_;
  DocumentSet known_;  ///< What was looked up.
  DocumentSet taken_;  ///< Of these, those that may be taken.
};

/// The places of those documents that are in the segment.
DocumentSet places_of(const DocumentSet& documents, const image::Segment& segment);

/// Whether a plan has conditions that are looked up in token streams, and may be counted no further than is asked.
bool asks_streams(const Plan& plan);

}  // namespace kbsearch::match
