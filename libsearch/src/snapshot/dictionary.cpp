#include "snapshot/dictionary.hpp"

#include <utility>

namespace kbsearch::snapshot {

ImageTermWalk::ImageTermWalk(const image::Image& image, std::string prefix) : prefix_(std::move(prefix)) {
  for (const auto& live : image.segments()) segments_.emplace_back(live.segment(), prefix_);
  find_least();
}

void ImageTermWalk::find_least() {
  least_ = nullptr;
  for (const auto& segment : segments_) {
    if (segment.at_end() || !segment.term().starts_with(prefix_)) continue;
    if (least_ == nullptr || segment.term() < least_->term()) least_ = &segment;
  }
}

std::uint64_t ImageTermWalk::doc_freq() const {
  std::uint64_t sum = 0;
  for (const auto& segment : segments_) {
    if (!segment.at_end() && segment.term() == least_->term()) sum += segment.doc_freq();
  }
  return sum;
}

void ImageTermWalk::next() {
  const std::string passed = least_->term();
  for (auto& segment : segments_) {
    if (!segment.at_end() && segment.term() == passed) segment.next();
  }
  find_least();
}

void ImageTermWalk::skip_to(const std::string& term) {
  for (auto& segment : segments_) segment.skip_to(term);
  find_least();
}

std::unique_ptr<store::TermWalk> walk_terms(const Xapian::Database& database, const image::Image* image,
                                            const std::string& prefix) {
  const bool is_kept = prefix.empty() || image::is_in_image(prefix);
  if (image != nullptr && image->is_whole() && is_kept) return std::make_unique<ImageTermWalk>(*image, prefix);
  return std::make_unique<store::XapianTermWalk>(database, prefix);
}

}  // namespace kbsearch::snapshot
