// A place in the postings of a term: goes from document to document, reading only the blocks that it must. Going
// forwards costs least.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "image/posting_blocks.hpp"

namespace kbsearch::match {

class PostingCursor {
 public:
  /// `limit` is the number of places.
  PostingCursor(const image::PostingBlocks& postings, image::Place limit) : postings_(postings), limit_(limit) {}

  const image::PostingBlocks& postings() const { return postings_; }

  /// Returns the greatest wdf that a document of [begin, end) may have; nothing if certainly none is in the postings.
  /// Begins must not descend.
  std::optional<std::uint32_t> max_wdf_within(image::Place begin, image::Place end) {
    pass(begin);
    if (is_at_end()) return std::nullopt;
    if (read_ == block_) {
      skip_in_block(begin);
      if (at_ < block().size && block().places[at_] >= end) return std::nullopt;
    } else if (block_ > 0 && postings_.last_of(block_ - 1) + 1 >= end) {
      return std::nullopt;
    }
    std::uint32_t most = 0;
    for (auto i = block_; i < postings_.block_count(); ++i) {
      most = std::max(most, postings_.max_wdf_of(i));
      if (postings_.last_of(i) + 1 >= end) break;
    }
    return most;
  }

  /// Calls `action(place, wdf)` for those of [begin, end) that have at least `least_wdf`, ascending, and goes on from
  /// there.
  template <typename Action>
  void for_each_within(image::Place begin, image::Place end, std::uint32_t least_wdf, Action&& action) {
    for (pass(begin); !is_at_end(); ++block_) {
      if (block_ > 0 && postings_.last_of(block_ - 1) + 1 >= end) return;
      if (read_ != block_ && postings_.max_wdf_of(block_) < least_wdf) {
        // The rest of it may lie in the next window: there it is asked about again.
        if (postings_.last_of(block_) + 1 >= end) return;
        continue;
      }
      read();
      skip_in_block(begin);
      const auto size = held_.size;
      const auto& wdfs = held_.wdfs();
      auto at = at_;
      for (; at < size && held_.places[at] < end; ++at) {
        if (wdfs[at] >= least_wdf) action(held_.places[at], wdfs[at]);
      }
      at_ = at;
      if (at < size) return;
    }
  }

  /// Returns whether the document is among them, and its wdf.
  bool find(image::Place place, std::uint32_t& wdf) {
    if (block_ > 0 && postings_.last_of(block_ - 1) >= place) block_ = 0;
    pass(place);
    if (is_at_end()) return false;
    read();
    skip_in_block(place);
    const auto& present = block();
    if (at_ == present.size || present.places[at_] != place) return false;
    wdf = present.wdf(at_);
    return true;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  bool is_at_end() const { return block_ >= postings_.block_count(); }
  const image::PostingBlocks::Block& block() const { return held_; }

  /// Goes on to the block that documents from `place` on stand in: step by step to a near one, else by halves.
  void pass(image::Place place) {
    constexpr std::size_t kNear = 4;
    auto last = postings_.block_count();
    for (std::size_t steps = 0; block_ < last && postings_.last_of(block_) < place; ++steps) {
      if (steps < kNear) {
        ++block_;
        continue;
      }
      while (block_ < last) {
        const auto middle = block_ + (last - block_) / 2;
        if (postings_.last_of(middle) < place) {
          block_ = middle + 1;
        } else {
          last = middle;
        }
      }
    }
  }
  void read() {
    if (read_ == block_) return;
    postings_.read(block_, limit_, held_);
    read_ = block_;
    at_ = 0;
  }
  /// Within the block that was read; may go backwards, too.
  void skip_in_block(image::Place place) {
    const auto begin = held_.places.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(held_.size);
    const bool is_behind = at_ > 0 && held_.places[at_ - 1] >= place;
    const auto from = is_behind ? begin : begin + static_cast<std::ptrdiff_t>(at_);
    if (from != end && *from >= place) {
      at_ = static_cast<std::size_t>(from - begin);
      return;
    }
    at_ = static_cast<std::size_t>(std::lower_bound(from, end, place) - begin);
  }

  image::PostingBlocks postings_;
  image::Place limit_;
  std::size_t block_ = 0;
  std::size_t read_ = kNone;
  std::size_t at_ = 0;
  image::PostingBlocks::Block held_;
};

}  // namespace kbsearch::match
