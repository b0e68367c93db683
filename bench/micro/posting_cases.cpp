// What lies in an index: blocks of postings, and the streams that tell where words stand.
#include <cstdint>

#include "image/posting_blocks.hpp"
#include "micro/cases.hpp"
#include "store/token_stream.hpp"

namespace kbsearch::bench {
namespace {

/// Numbers that look random and are the same everywhere (SplitMix64: Steele, Lea & Flood, OOPSLA 2014).
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return mixed ^ mixed >> 31;
  }
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(next() % limit); }

 private:
  std::uint64_t state_;
};

constexpr std::size_t kPostings = 100 * image::kBlockPostings + 77;

Work decode_blocks(const Corpus&) {
  Numbers numbers(7);
  std::vector<image::Posting> postings;
  image::Place place = 0;
  std::uint32_t max_wdf = 0;
  std::uint64_t places = 0;
  std::uint64_t wdfs = 0;
  for (std::size_t i = 0; i < kPostings; ++i) {
    place += 1 + numbers.below(40);
    const std::uint32_t wdf = 1 + numbers.below(60);
    postings.push_back({place, wdf});
    max_wdf = std::max(max_wdf, wdf);
    places += place;
    wdfs += wdf;
  }
  std::string bytes;
  image::append_postings(bytes, postings);
  const std::size_t size = bytes.size();
  bytes.append(8, '\0');
  return [bytes = std::move(bytes), size, max_wdf, limit = place + 1, places, wdfs] {
    const image::PostingBlocks blocks(std::string_view(bytes).substr(0, size), kPostings, max_wdf);
    image::PostingBlocks::Block block;
    std::uint64_t places_read = 0;
    std::uint64_t wdfs_read = 0;
    for (std::size_t i = 0; i < blocks.block_count(); ++i) {
      blocks.read(i, limit, block);
      const auto& read = block.wdfs();
      for (std::size_t j = 0; j < block.size; ++j) {
        places_read += block.places[j];
        wdfs_read += read[j];
      }
    }
    check(places_read == places && wdfs_read == wdfs, "the postings read are not those written");
  };
}

constexpr std::size_t kStreamTokens = 20'000;
constexpr std::size_t kStreamTexts = 5;
constexpr std::uint32_t kStems = 3'000;

/// Finds three words among many, as phrases, NEAR and the order of words do.
Work read_stream(const Corpus&) {
  Numbers numbers(11);
  std::vector<std::uint64_t> stems(kStems);
  for (auto& stem : stems) stem = numbers.next();
  const std::size_t sought[] = {10, 200, 2'500};
  store::TokenStreamWriter writer;
  writer.start("en");
  std::size_t expected = 0;
  for (std::size_t i = 0; i < kStreamTokens; ++i) {
    if (i % (kStreamTokens / kStreamTexts) == 0) writer.begin_text(i * kStreamTexts / kStreamTokens);
    // The product of two makes small numbers likelier than large ones, as words are.
    const auto word = static_cast<std::size_t>(std::uint64_t{numbers.below(kStems)} * numbers.below(kStems) / kStems);
    writer.add(stems[word], numbers.below(9) == 0 ? numbers.next() : stems[word], false);
    for (const auto one : sought) expected += word == one ? 1 : 0;
  }
  store::StemSet set;
  for (std::size_t i = 0; i < std::size(sought); ++i) set.add(stems[sought[i]], i);
  return [bytes = writer.finish(), set = std::move(set), expected] {
    std::size_t found = 0;
    std::uint32_t last = 0;
    bool ascends = true;
    store::TokenStream(bytes).find(set, [&](const store::StreamToken& token) {
      ++found;
      ascends = ascends && token.position >= last;
      last = token.position;
    });
    check(found == expected && ascends, "the words found are not those written");
  };
}

}  // namespace

std::vector<Case> posting_cases() { return {{"DecodeBlocks", decode_blocks}, {"ReadStream", read_stream}}; }

}  // namespace kbsearch::bench
