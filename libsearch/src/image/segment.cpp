#include "image/segment.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "base/varint.hpp"
#include "image/damaged.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::image {
namespace {

constexpr std::size_t kNumberBytes = 8;

[[noreturn]] void throw_damaged_segment() { throw Damaged{"a segment of an image is damaged"}; }

/// Compares a term with those of a group, each of which tells how many bytes it shares with the one before it: so many
/// bytes of each are looked at as are like the term's, and one more.
class TermFinder {
 public:
  explicit TermFinder(std::string_view term) : term_(term) {}

  /// Returns below 0, 0 or above 0 as the next term comes before the one that is sought, is it, or comes after it; the
  /// one before it came before it.
  int compare_next(std::uint64_t shared, std::string_view rest) {
    if (shared > size_) throw_damaged_segment();
    size_ = shared + rest.size();
    // They differ where the one before it did: like that, it comes before the term; or earlier, and behind it.
    if (shared != like_) return shared > like_ ? -1 : 1;
    const auto sought = term_.substr(like_);
    const auto [differs, in_term] = std::mismatch(rest.begin(), rest.end(), sought.begin(), sought.end());
    like_ += static_cast<std::size_t>(differs - rest.begin());
    if (differs == rest.end()) return in_term == sought.end() ? 0 : -1;
    if (in_term == sought.end()) return 1;
    return static_cast<unsigned char>(*differs) < static_cast<unsigned char>(*in_term) ? -1 : 1;
  }

 private:
  std::string_view term_;
  std::uint64_t size_ = 0;  ///< Of the latest term of the group.
  std::size_t like_ = 0;    ///< So many bytes it begins like the one that is sought.
};

}  // namespace

Segment::Segment(const std::filesystem::path& path)
    : file_(path, kSegmentSections),
      size_(static_cast<Place>(file_.section_size(kDocumentIds) / sizeof(std::uint32_t))),
      groups_(file_.section_size(kTermGroups) / sizeof(TermGroup)) {
  const bool fits = file_.section_size(kDocumentIds) == std::uint64_t{size_} * sizeof(std::uint32_t) &&
                    file_.section_size(kByDocumentId) == std::uint64_t{size_} * kNumberBytes &&
                    file_.section_size(kStreamEnds) == std::uint64_t{size_} * kNumberBytes &&
                    file_.section_size(kNameLengths) == size_ &&
                    (file_.section_size(kScoredBy) == 0 ||
                     file_.section_size(kStaticScores) == std::uint64_t{size_} * sizeof(double)) &&
                    file_.section_size(kRecordEnds) == std::uint64_t{size_} * kNumberBytes;
  if (!fits) throw_damaged_segment();
}

std::optional<Place> Segment::place_of(std::uint32_t document) const {
  Place low = 0;
  Place high = size_;
  const auto entry = [&](Place index) { return file_.number<std::uint32_t>(kByDocumentId, 2 * std::uint64_t{index}); };
  // Mostly documents are numbered from 1 on without gaps, and then the number tells the entry.
  if (document >= 1 && document <= size_ && entry(document - 1) == document) low = high = document - 1;
  while (low < high) {
    const Place middle = low + (high - low) / 2;
    if (entry(middle) < document) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == size_ || entry(low) != document) return {};
  const auto place = file_.number<std::uint32_t>(kByDocumentId, 2 * std::uint64_t{low} + 1);
  if (place >= size_) throw_damaged_segment();
  return place;
}

std::string_view Segment::slice(std::size_t section, Place place) const {
  const auto begin = place == 0 ? 0 : file_.number<std::uint64_t>(section + 1, place - 1);
  const auto end = file_.number<std::uint64_t>(section + 1, place);
  if (begin > end) throw_damaged_segment();
  return file_.bytes(section, begin, end - begin);
}

SegmentRecord Segment::record(Place place) const try {
  base::ByteReader reader(slice(kRecords, place));
  SegmentRecord record;
  for (auto* part : {&record.card, &record.origin, &record.length, &record.fingerprint}) *part = reader.bytes();
  return record;
} catch (const Error& error) {
  throw Damaged{error.what()};
}

std::string_view Segment::group_bytes(std::uint64_t group) const {
  const auto begin = file_.number<TermGroup>(kTermGroups, group).terms;
  const auto end =
      group + 1 < groups_ ? file_.number<TermGroup>(kTermGroups, group + 1).terms : file_.section_size(kTerms);
  if (begin > end) throw_damaged_segment();
  return file_.bytes(kTerms, begin, end - begin);
}

std::string_view Segment::first_term(std::uint64_t group) const {
  base::ByteReader reader(group_bytes(group));
  reader.varint();  // shares nothing with a term before it
  return reader.bytes();
}

std::uint64_t term_prefix(std::string_view term) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < sizeof prefix; ++i) {
    prefix = prefix << 8 | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0u);
  }
  return prefix;
}

std::uint64_t Segment::groups_up_to(std::string_view term) const {
  const auto prefix = term_prefix(term);
  const auto* groups = file_.bytes(kTermGroups, 0, groups_ * sizeof(TermGroup)).data();
  std::uint64_t low = 0;
  std::uint64_t high = groups_;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    TermGroup group{};
    std::memcpy(&group, groups + middle * sizeof group, sizeof group);
    const bool is_no_later = group.prefix != prefix ? group.prefix < prefix : first_term(middle) <= term;
    if (is_no_later) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::optional<PostingBlocks> Segment::postings(std::string_view term) const try {
  const auto groups = groups_up_to(term);
  if (groups == 0) return {};
  const auto group = groups - 1;
  auto at = file_.number<TermGroup>(kTermGroups, group).postings;
  base::ByteReader reader(group_bytes(group));
  TermFinder finder(term);
  while (!reader.at_end()) {
    const auto shared = reader.varint();
    const auto order = finder.compare_next(shared, reader.bytes());
    const auto count = reader.varint();
    const auto max_wdf = static_cast<std::uint32_t>(reader.varint());
    // Of one posting its place stands here, of several how many bytes they take.
    const auto last = reader.varint();
    if (order == 0) {
      if (count == 1) return PostingBlocks({static_cast<Place>(last), max_wdf});
      if (count > size_) throw_damaged_segment();
      return PostingBlocks(file_.bytes(kPostings, at, last), static_cast<std::uint32_t>(count), max_wdf);
    }
    if (order > 0) break;
    if (count > 1) at += last;
  }
  return {};
} catch (const Error& error) {
  // Numbers that end too early within a group that its digest knows: nobody but an enemy writes those.
  throw Damaged{error.what()};
}

}  // namespace kbsearch::image
