// The postings of a term as an image keeps them: which documents have it, ascending, and how often, in blocks of 128.
// Each block is packed with as many bits as its greatest gap and its greatest wdf take, and is told by its last
// document and its greatest wdf, so that a search passes over it unread where it cannot matter.
//
//   where there are several blocks:   the wdf that 128 of the documents have or more
//     then of each block:             last document, greatest wdf, where it ends (from the first block on)
//   the blocks, each:                 bits of a gap, bits of a wdf, the gaps less one, the wdfs
//
// The first are 4 bytes each, the bits a byte; what is packed begins with the least significant bit. Up to 8 bytes
// behind the last block are touched (image/image_file.hpp keeps them readable).
// Numbers are little-endian.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace kbsearch::image {

/// Place of a document within a segment of an image, from 0.
using Place = std::uint32_t;

inline constexpr std::size_t kBlockPostings = 128;

struct Posting {
  Place place = 0;
  std::uint32_t wdf = 0;
};

/// Appends the postings, which ascend by place.
void append_postings(std::string& bytes, std::span<const Posting> postings);

/// The postings of one term within an image; the bytes must stay.
class PostingBlocks {
 public:
  /// Of `count` postings, >= 1. Throws Damaged if the bytes are too few for that.
  PostingBlocks(std::string_view bytes, std::uint32_t count, std::uint32_t max_wdf);
  /// One posting that needs no bytes.
  explicit PostingBlocks(Posting posting) : count_(1), max_wdf_(posting.wdf), single_(posting.place) {}

  std::uint32_t size() const { return count_; }
  std::uint32_t max_wdf() const { return max_wdf_; }
  /// At least kBlockPostings documents have this wdf or more: none of the best of them has less. 0 if there are not
  /// more documents than that.
  std::uint32_t wdf_of_many() const {
    std::uint32_t wdf = 0;
    if (count_ > kBlockPostings) std::memcpy(&wdf, bytes_.data(), sizeof wdf);
    return wdf;
  }
  std::size_t block_count() const { return (count_ + kBlockPostings - 1) / kBlockPostings; }
  /// The last document of a block; of the last block any place that no document comes after.
  Place last_of(std::size_t block) const {
    if (count_ > kBlockPostings) return info(block).last;
    return bytes_.empty() ? single_ : kBehindAll;
  }
  std::uint32_t max_wdf_of(std::size_t block) const { return count_ > kBlockPostings ? info(block).max_wdf : max_wdf_; }

  class Block {
   public:
    std::array<Place, kBlockPostings> places;
    std::size_t size = 0;

    /// Of the document at an index, for those who ask about few.
    std::uint32_t wdf(std::size_t index) const { return packed_ == nullptr ? wdfs_[index] : packed_wdf(index); }
    /// Of all of them.
    const std::array<std::uint32_t, kBlockPostings>& wdfs() {
      if (packed_ != nullptr) unpack_wdfs();
      return wdfs_;
    }

   private:
    friend class PostingBlocks;
    std::uint32_t packed_wdf(std::size_t index) const;
    void unpack_wdfs();

    std::array<std::uint32_t, kBlockPostings> wdfs_;
    const char* packed_ = nullptr;  ///< The wdfs, as long as they are not unpacked.
    unsigned wdf_bits_ = 0;
  };
  /// Reads the documents of a block, all below `limit`, as long as the bytes stay. Throws Damaged if it holds anything
  /// else.
  void read(std::size_t block, Place limit, Block& into) const;

 private:
  static constexpr std::size_t kHeadBytes = 4;
  static constexpr std::size_t kInfoBytes = 12;
  static constexpr Place kBehindAll = static_cast<Place>(-2);

  struct BlockInfo {
    std::uint32_t last;
    std::uint32_t max_wdf;
    std::uint32_t end;
  };
  BlockInfo info(std::size_t block) const {
    BlockInfo info{};
    std::memcpy(&info, bytes_.data() + kHeadBytes + block * kInfoBytes, kInfoBytes);
    return info;
  }
  /// Where the blocks begin.
  std::size_t blocks_begin() const { return count_ > kBlockPostings ? kHeadBytes + block_count() * kInfoBytes : 0; }

  std::string_view bytes_;
  std::uint32_t count_ = 0;
  std::uint32_t max_wdf_ = 0;
  Place single_ = 0;
};

}  // namespace kbsearch::image
