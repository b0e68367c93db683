#include "image/segment_terms.hpp"

#include "image/damaged.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::image {

SegmentTerms::SegmentTerms(const Segment& segment, std::string_view from) : segment_(segment) {
  if (segment.group_count() == 0) {
    at_end_ = true;
    return;
  }
  enter(0);
  skip_to(from);
}

void SegmentTerms::enter(std::uint64_t group) {
  group_ = group;
  rest_ = base::ByteReader(segment_.group_bytes(group));
  term_.clear();
  read();
}

void SegmentTerms::read() try {
  const auto shared = rest_.varint();
  if (shared > term_.size()) throw Damaged{"a term of an image is damaged"};
  term_.resize(shared);
  term_.append(rest_.bytes());
  doc_freq_ = rest_.varint();
  rest_.varint();  // the greatest wdf
  rest_.varint();  // the place, or the bytes of the postings
} catch (const Error& error) {
  throw Damaged{error.what()};
}

void SegmentTerms::next() {
  if (!rest_.at_end()) return read();
  if (group_ + 1 < segment_.group_count()) return enter(group_ + 1);
  at_end_ = true;
}

void SegmentTerms::skip_to(std::string_view term) {
  if (at_end_ || term_ >= term) return;
  // Within its group it goes on; another group is found by halves.
  const auto groups = segment_.groups_up_to(term);
  if (groups > group_ + 1) enter(groups - 1);
  while (!at_end_ && term_ < term) next();
}

}  // namespace kbsearch::image
