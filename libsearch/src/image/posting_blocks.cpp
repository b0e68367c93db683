#include "image/posting_blocks.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <utility>
#include <vector>

#include "image/damaged.hpp"

namespace kbsearch::image {
namespace {

static_assert(std::endian::native == std::endian::little, "images are read as they lie in memory");

constexpr Place kBeforeAll = static_cast<Place>(-1);

[[noreturn]] void throw_damaged_postings() { throw Damaged{"the postings of an image are damaged"}; }

void append_fixed32(std::string& bytes, std::uint32_t value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes.append(raw, sizeof raw);
}

unsigned bits_of(std::uint32_t value) { return static_cast<unsigned>(std::bit_width(value)); }
std::size_t packed_bytes(std::size_t count, unsigned bits) { return (count * bits + 7) / 8; }

template <typename Value>
void append_packed(std::string& bytes, std::span<const Posting> postings, unsigned bits, Value&& value_of) {
  std::uint64_t held = 0;
  unsigned held_bits = 0;
  for (std::size_t i = 0; i < postings.size(); ++i) {
    held |= std::uint64_t{value_of(i)} << held_bits;
    held_bits += bits;
    for (; held_bits >= 8; held_bits -= 8, held >>= 8) bytes.push_back(static_cast<char>(held & 0xff));
  }
  if (held_bits > 0) bytes.push_back(static_cast<char>(held & 0xff));
}

std::uint64_t load64(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

constexpr unsigned kMostUnrolledBits = 16;
constexpr std::size_t kEight = 8;

/// Numbers from the one at `first` on, each by itself.
void unpack_each(const char* from, std::size_t first, std::size_t count, unsigned bits, std::uint32_t* into) {
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  for (std::size_t i = first, bit = first * bits; i < count; ++i, bit += bits) {
    into[i] = static_cast<std::uint32_t>((load64(from + bit / 8) >> (bit % 8)) & mask);
  }
}

/// Eight numbers begin with a byte, and four of up to 15 bits lie in one word from the byte on in which they begin.
template <unsigned kBits>
void unpack_unrolled(const char* from, std::size_t count, std::uint32_t* into) {
  constexpr std::uint64_t kMask = (std::uint64_t{1} << kBits) - 1;
  constexpr std::size_t kTogether = kBits <= 8 ? kEight : kEight / 2;
  std::size_t i = 0;
  for (; i + kEight <= count; i += kEight, from += kBits) {
    for (std::size_t part = 0; part < kEight; part += kTogether) {
      const std::size_t bit = part * kBits;
      const auto word = load64(from + bit / 8) >> (bit % 8);
      for (std::size_t j = 0; j < kTogether; ++j) {
        into[i + part + j] = static_cast<std::uint32_t>((word >> (j * kBits)) & kMask);
      }
    }
  }
  unpack_each(from - i / kEight * kBits, i, count, kBits, into);
}

using Unpack = void (*)(const char*, std::size_t, std::uint32_t*);

template <unsigned... kBits>
constexpr std::array<Unpack, sizeof...(kBits)> unrolled(std::integer_sequence<unsigned, kBits...>) {
  return {&unpack_unrolled<kBits + 1>...};
}

/// Reads `count` numbers of `bits` bits each; up to 8 bytes behind them are touched.
void unpack(const char* from, std::size_t count, unsigned bits, std::uint32_t* into) {
  static constexpr auto kUnrolled = unrolled(std::make_integer_sequence<unsigned, kMostUnrolledBits>());
  if (bits == 0) {
    std::fill_n(into, count, 0u);
  } else if (bits <= kMostUnrolledBits) {
    kUnrolled[bits - 1](from, count, into);
  } else {
    unpack_each(from, 0, count, bits, into);
  }
}

void append_block(std::string& bytes, std::span<const Posting> postings, Place before) {
  const auto gap = [&](std::size_t i) { return postings[i].place - (i == 0 ? before : postings[i - 1].place) - 1; };
  std::uint32_t gaps = 0;
  std::uint32_t wdfs = 0;
  for (std::size_t i = 0; i < postings.size(); ++i) {
    gaps |= gap(i);
    wdfs |= postings[i].wdf;
  }
  bytes.push_back(static_cast<char>(bits_of(gaps)));
  bytes.push_back(static_cast<char>(bits_of(wdfs)));
  append_packed(bytes, postings, bits_of(gaps), gap);
  append_packed(bytes, postings, bits_of(wdfs), [&](std::size_t i) { return postings[i].wdf; });
}

/// What at least kBlockPostings of them have; there are more.
std::uint32_t wdf_of_many(std::span<const Posting> postings) {
  std::vector<std::uint32_t> wdfs;
  wdfs.reserve(postings.size());
  for (const auto& posting : postings) wdfs.push_back(posting.wdf);
  const auto at = wdfs.begin() + kBlockPostings - 1;
  std::nth_element(wdfs.begin(), at, wdfs.end(), std::greater<>());
  return *at;
}

}  // namespace

void append_postings(std::string& bytes, std::span<const Posting> postings) {
  const bool has_infos = postings.size() > kBlockPostings;
  std::string infos;
  std::string blocks;
  Place before = kBeforeAll;
  for (std::size_t begin = 0; begin < postings.size(); begin += kBlockPostings) {
    const auto block = postings.subspan(begin, std::min(kBlockPostings, postings.size() - begin));
    append_block(blocks, block, before);
    before = block.back().place;
    std::uint32_t max_wdf = 0;
    for (const auto& posting : block) max_wdf = std::max(max_wdf, posting.wdf);
    append_fixed32(infos, before);
    append_fixed32(infos, max_wdf);
    append_fixed32(infos, static_cast<std::uint32_t>(blocks.size()));
  }
  if (has_infos) {
    append_fixed32(bytes, wdf_of_many(postings));
    bytes += infos;
  }
  bytes += blocks;
}

PostingBlocks::PostingBlocks(std::string_view bytes, std::uint32_t count, std::uint32_t max_wdf)
    : bytes_(bytes), count_(count), max_wdf_(max_wdf) {
  if (count == 0 || bytes.size() < blocks_begin() + 2) throw_damaged_postings();
}

std::uint32_t PostingBlocks::Block::packed_wdf(std::size_t index) const {
  const auto bit = index * wdf_bits_;
  const auto mask = (std::uint64_t{1} << wdf_bits_) - 1;
  return static_cast<std::uint32_t>((load64(packed_ + bit / 8) >> (bit % 8)) & mask);
}

void PostingBlocks::Block::unpack_wdfs() {
  unpack(packed_, size, wdf_bits_, wdfs_.data());
  packed_ = nullptr;
}

void PostingBlocks::read(std::size_t block, Place limit, Block& into) const {
  if (bytes_.empty()) {
    if (single_ >= limit) throw_damaged_postings();
    into.size = 1;
    into.places[0] = single_;
    into.wdfs_[0] = max_wdf_;
    into.packed_ = nullptr;
    return;
  }
  const bool has_infos = block_count() > 1;
  const std::size_t first = blocks_begin();
  const std::size_t begin = first + (has_infos && block > 0 ? info(block - 1).end : 0);
  const std::size_t end = has_infos ? first + info(block).end : bytes_.size();
  if (begin + 2 > end || end > bytes_.size()) throw_damaged_postings();
  const auto gap_bits = static_cast<unsigned char>(bytes_[begin]);
  const auto wdf_bits = static_cast<unsigned char>(bytes_[begin + 1]);
  into.size = std::min(kBlockPostings, count_ - block * kBlockPostings);
  const auto gap_bytes = packed_bytes(into.size, gap_bits);
  const bool fits =
      gap_bits <= 32 && wdf_bits <= 32 && begin + 2 + gap_bytes + packed_bytes(into.size, wdf_bits) == end;
  if (!fits) throw_damaged_postings();
  const char* from = bytes_.data() + begin + 2;
  unpack(from, into.size, gap_bits, into.places.data());
  into.packed_ = from + gap_bytes;
  into.wdf_bits_ = wdf_bits;
  std::uint64_t place = block == 0 ? std::uint64_t{0} : std::uint64_t{info(block - 1).last} + 1;
  for (std::size_t i = 0; i < into.size; ++i) {
    place += into.places[i];
    into.places[i] = static_cast<Place>(place++);
  }
  // A sum of 128 numbers of 32 bits does not wrap: below the limit at the end, they all were.
  if (place > limit) throw_damaged_postings();
}

}  // namespace kbsearch::image
