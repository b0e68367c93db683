// A segment of an image: for some documents of an index all that a search reads of them, as one mapped file. Documents
// have places in it, the best by static score first, so that a search finds what it wants early and passes over the
// rest.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "image/image_file.hpp"
#include "image/posting_blocks.hpp"

namespace kbsearch::image {

/// The sections of a segment's file, in their order.
enum SegmentSection : std::size_t {
  kDocumentIds,   ///< By place: the number of the document in Xapian, 4 bytes.
  kByDocumentId,  ///< The same numbers ascending, each with its place behind it, 4 bytes each.
  kStreams,       ///< By place, one behind the other: what a store::TokenStream reads.
  kStreamEnds,    ///< Where each ends, 8 bytes.
  kNameLengths,   ///< By place: store::name_length, at most 255, a byte.
  kRecords,       ///< By place, one behind the other: SegmentRecord.
  kRecordEnds,    ///< Where each ends, 8 bytes.
  kScoredBy,      ///< What the next are scored by (rank::static_key); empty if there are none.
  kStaticScores,  ///< By place: the static score, 8 bytes.
  kPostings,      ///< PostingBlocks, in the order of the terms.
  kTermGroups,    ///< For each group of terms a TermGroup.
  kTerms,         ///< Groups of kTermsInGroup terms, ascending (see segment_writer.cpp).
  kSegmentSections
};

inline constexpr std::size_t kTermsInGroup = 16;

/// Where a group of terms is found, as it lies in the file.
struct TermGroup {
  std::uint64_t prefix;    ///< The first 8 bytes of its first term as a number, so that numbers go as terms do.
  std::uint64_t terms;     ///< Where it begins in kTerms.
  std::uint64_t postings;  ///< Where its postings begin.
};
/// The prefix of a term; behind its end stand zeros.
std::uint64_t term_prefix(std::string_view term);

/// Whether the postings of a term are kept in an image. Not those of record ids, a document each, nor of sayings.
inline bool is_in_image(std::string_view term) { return !term.empty() && term.front() != 'Q' && term.front() != 'Y'; }

/// What a segment has of a record beside its postings and its stream: four byte strings (base/varint.hpp).
struct SegmentRecord {
  std::string_view card;         ///< What a hit shows: a store::StoredDocument of these fields alone.
  std::string_view origin;       ///< What store::read_origin reads.
  std::string_view length;       ///< The value of store::kSlotLength.
  std::string_view fingerprint;  ///< The value of store::kSlotFingerprint.
};

/// Safe to share between threads. All views hold as long as the segment; damage throws Damaged.
class Segment {
 public:
  /// Throws Damaged, or Error{kIndexCorrupt, kIo}.
  explicit Segment(const std::filesystem::path& path);

  /// Number of documents.
  Place size() const { return size_; }
  std::uint32_t document(Place place) const { return file_.number<std::uint32_t>(kDocumentIds, place); }
  std::optional<Place> place_of(std::uint32_t document) const;
  SegmentRecord record(Place place) const;
  std::string_view stream(Place place) const { return slice(kStreams, place); }
  std::string_view scored_by() const { return file_.bytes(kScoredBy, 0, file_.section_size(kScoredBy)); }
  /// If it is scored by something.
  double static_score(Place place) const { return file_.number<double>(kStaticScores, place); }
  std::uint32_t name_length(Place place) const { return file_.number<std::uint8_t>(kNameLengths, place); }
  /// Nothing if no document has the term.
  std::optional<PostingBlocks> postings(std::string_view term) const;
  // Terms stand in groups (segment_writer.cpp).
  std::uint64_t group_count() const { return groups_; }
  std::string_view group_bytes(std::uint64_t group) const;
  /// The number of groups that begin with no later term.
  std::uint64_t groups_up_to(std::string_view term) const;
  /// Compares everything with its digests.
  void verify() const { file_.verify(); }

 private:
  /// What a document has in a section that the section of its ends follows.
  std::string_view slice(std::size_t section, Place place) const;
  std::string_view first_term(std::uint64_t group) const;

  ImageFile file_;
  Place size_ = 0;
  std::uint64_t groups_ = 0;
};

}  // namespace kbsearch::image
