// Runs plans on an image: by windows of places, exactly, passing over what cannot come among the best (MaxScore with
// bounds by block: Turtle & Flood 1995, Ding & Suel 2011). In each window the lists are put in order of the most that
// they can give there; those that together cannot lift a document over the threshold are only looked up.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "image/image.hpp"
#include "match/allowed_places.hpp"
#include "match/executor.hpp"
#include "match/placed_scores.hpp"
#include "match/set_evaluator.hpp"

namespace kbsearch::match {

/// Belongs to one thread. Lets Xapian::Error and image::Damaged out.
class ImageExecutor final : public Executor {
 public:
  /// All must outlive it.
  ImageExecutor(const image::Image& image, const PlacedScores& static_scores, const SetEvaluator& sets);
  ~ImageExecutor() override;

  Matches best(const Plan& plan, std::size_t count) override;
  std::uint64_t count(const Plan& plan, std::uint64_t enough) override;
  std::uint32_t name_length(DocumentId document) override;
  std::string_view stream(DocumentId document) override;
  TermLookup& terms_of(DocumentId document) override;
  std::string record_id(DocumentId document) override;

 private:
  class PlaceLookup;
  /// By segment. Of one plan: an executor runs no other.
  std::vector<AllowedPlaces>& allowed(const Plan& plan);
  DocumentSet with_words(const Plan& plan, const image::LiveSegment& live) const;

  const image::Image& image_;
  const PlacedScores& static_scores_;
  const SetEvaluator& sets_;
  std::vector<AllowedPlaces> allowed_;
  std::unique_ptr<PlaceLookup> lookup_;
};

}  // namespace kbsearch::match
