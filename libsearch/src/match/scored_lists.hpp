// What scores in a segment of an image: the postings of terms, and lists of documents with what they gain. Both are
// gone through by windows of places, and asked about single documents of the window.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "match/posting_cursor.hpp"
#include "match/score_table.hpp"

namespace kbsearch::match {

struct PlacedGain {
  image::Place place = 0;
  double gain = 0.0;
};

class ScoredList {
 public:
  ScoredList(const image::PostingBlocks& postings, image::Place limit, double weight)
      : cursor_(std::in_place, postings, limit), weight_(weight) {}
  /// Gains ascend by place.
  explicit ScoredList(std::vector<PlacedGain> gains) : gains_(std::move(gains)) {
    for (const auto& gain : gains_) most_ = std::max(most_, gain.gain);
  }

  std::size_t size() const { return cursor_ ? cursor_->postings().size() : gains_.size(); }
  /// At least image::kBlockPostings documents get this here, or more; 0 if that is not known.
  double score_of_many(const ScoreTable& table) const {
    const auto wdf = cursor_ ? cursor_->postings().wdf_of_many() : 0;
    return wdf > 0 ? table.score(weight_, wdf) : 0.0;
  }

  /// Returns the most that a document of [begin, end) may get here; nothing if none of them is in the list. Windows
  /// must ascend.
  std::optional<double> most_within(image::Place begin, image::Place end, const ScoreTable& table) {
    if (cursor_) {
      const auto wdf = cursor_->max_wdf_within(begin, end);
      if (!wdf) return std::nullopt;
      return table.score(weight_, *wdf);
    }
    skip_to(begin);
    if (at_ == gains_.size() || gains_[at_].place >= end) return std::nullopt;
    return most_;
  }

  /// Calls `action(place, score)` for those of [begin, end) in the list, ascending; but for some that are below
  /// `least`.
  template <typename Action>
  void for_each_within(image::Place begin, image::Place end, double least, const ScoreTable& table, Action&& action) {
    if (cursor_) {
      const double weight = weight_;
      cursor_->for_each_within(begin, end, least > 0.0 ? table.least_wdf(weight, least) : 0,
                               [&](image::Place place, std::uint32_t wdf) { action(place, table.score(weight, wdf)); });
      return;
    }
    for (skip_to(begin); at_ < gains_.size() && gains_[at_].place < end; ++at_) {
      action(gains_[at_].place, gains_[at_].gain);
    }
  }

  /// Returns whether a document is in the list, and what it gets here.
  bool find(image::Place place, const ScoreTable& table, double& score) {
    if (cursor_) {
      std::uint32_t wdf = 0;
      if (!cursor_->find(place, wdf)) return false;
      score = table.score(weight_, wdf);
      return true;
    }
    skip_to(place);
    if (at_ == gains_.size() || gains_[at_].place != place) return false;
    score = gains_[at_].gain;
    return true;
  }

 private:
  void skip_to(image::Place place) {
    if (at_ > 0 && gains_[at_ - 1].place >= place) at_ = 0;
    const auto from = gains_.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ = static_cast<std::size_t>(
        std::lower_bound(from, gains_.end(), place,
                         [](const PlacedGain& gain, image::Place wanted) { return gain.place < wanted; }) -
        gains_.begin());
  }

  std::optional<PostingCursor> cursor_;
  double weight_ = 0.0;
  std::vector<PlacedGain> gains_;
  double most_ = 0.0;
  std::size_t at_ = 0;
};

}  // namespace kbsearch::match
