// The terms of a snapshot in their order: from its image where that has all documents as they are, else from Xapian.
#pragma once

#include <xapian.h>

#include <memory>
#include <string>
#include <vector>

#include "image/image.hpp"
#include "image/segment_terms.hpp"
#include "store/term_walk.hpp"

namespace kbsearch::snapshot {

/// Walks over the terms of all segments at once. Lets image::Damaged out.
class ImageTermWalk final : public store::TermWalk {
 public:
  /// The image must outlive it, and be whole: postings of what is there no more would count.
  ImageTermWalk(const image::Image& image, std::string prefix);

  bool at_end() const override { return least_ == nullptr; }
  const std::string& term() const override { return least_->term(); }
  std::uint64_t doc_freq() const override;
  void next() override;
  void skip_to(const std::string& term) override;

 private:
  void find_least();

  std::string prefix_;
  std::vector<image::SegmentTerms> segments_;
  const image::SegmentTerms* least_ = nullptr;  ///< One of those that stand at the least term.
};

/// Returns the terms that begin with `prefix`. All must outlive it; `image` may be null.
std::unique_ptr<store::TermWalk> walk_terms(const Xapian::Database& database, const image::Image* image,
                                            const std::string& prefix);

}  // namespace kbsearch::snapshot
