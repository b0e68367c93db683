// The terms of a segment in their order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/varint.hpp"
#include "image/segment.hpp"

namespace kbsearch::image {

/// Stands at a term, ascending by bytes, or behind the last. The segment must outlive it; damage throws Damaged.
class SegmentTerms {
 public:
  /// At the first term that is not before `from`.
  SegmentTerms(const Segment& segment, std::string_view from);

  bool at_end() const { return at_end_; }
  const std::string& term() const { return term_; }
  /// Documents that have it, those that are there no more included.
  std::uint64_t doc_freq() const { return doc_freq_; }
  void next();
  /// Goes to the first term that is not before `term`, if that is not behind.
  void skip_to(std::string_view term);

 private:
  void enter(std::uint64_t group);
  void read();

  const Segment& segment_;
  std::uint64_t group_ = 0;
  base::ByteReader rest_{{}};  ///< Of the group.
  std::string term_;
  std::uint64_t doc_freq_ = 0;
  bool at_end_ = false;
};

}  // namespace kbsearch::image
