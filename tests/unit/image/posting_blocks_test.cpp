#include "image/posting_blocks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "image/damaged.hpp"

namespace kbsearch::image {
namespace {

/// What append_postings() writes, with what may be touched behind it.
struct Packed {
  explicit Packed(const std::vector<Posting>& postings) {
    append_postings(bytes, postings);
    size = bytes.size();
    bytes.append(8, '\x55');
  }
  PostingBlocks blocks(std::size_t count, std::uint32_t max_wdf) const {
    return {std::string_view(bytes).substr(0, size), static_cast<std::uint32_t>(count), max_wdf};
  }

  std::string bytes;
  std::size_t size = 0;
};

std::vector<Posting> read_all(const PostingBlocks& blocks, Place limit) {
  std::vector<Posting> postings;
  PostingBlocks::Block block;
  for (std::size_t i = 0; i < blocks.block_count(); ++i) {
    blocks.read(i, limit, block);
    for (std::size_t j = 0; j < block.size; ++j) postings.push_back({block.places[j], block.wdf(j)});
    const auto& wdfs = block.wdfs();
    for (std::size_t j = 0; j < block.size; ++j) {
      const auto& posting = postings[postings.size() - block.size + j];
      EXPECT_EQ(wdfs[j], posting.wdf);
      EXPECT_EQ(block.wdf(j), posting.wdf);
    }
  }
  return postings;
}

void expect_given_back(const std::vector<Posting>& postings) {
  std::uint32_t max_wdf = 0;
  for (const auto& posting : postings) max_wdf = std::max(max_wdf, posting.wdf);
  const Packed packed(postings);
  const auto blocks = packed.blocks(postings.size(), max_wdf);
  const auto limit = postings.back().place + 1;
  const auto read = read_all(blocks, limit);
  ASSERT_EQ(read.size(), postings.size());
  const auto many = std::count_if(postings.begin(), postings.end(),
                                  [&](const Posting& posting) { return posting.wdf >= blocks.wdf_of_many(); });
  ASSERT_GE(static_cast<std::size_t>(many), std::min(postings.size(), kBlockPostings));
  if (postings.size() <= kBlockPostings) {
    ASSERT_EQ(blocks.wdf_of_many(), 0u);
  }
  for (std::size_t i = 0; i < postings.size(); ++i) {
    ASSERT_EQ(read[i].place, postings[i].place) << i;
    ASSERT_EQ(read[i].wdf, postings[i].wdf) << i;
    ASSERT_LE(postings[i].wdf, blocks.max_wdf_of(i / kBlockPostings));
    ASSERT_LE(postings[i].place, blocks.last_of(i / kBlockPostings));
  }
}

TEST(PostingBlocks, GiveBackWhatWasPutIn) {
  std::mt19937 random(11);
  for (const std::size_t count : {1u, 2u, 127u, 128u, 129u, 256u, 257u, 5000u}) {
    for (const std::uint32_t most_gap : {1u, 3u, 1000u, 800'000u}) {
      std::vector<Posting> postings;
      const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
      Place place = below(most_gap);
      for (std::size_t i = 0; i < count; ++i) {
        postings.push_back({place, below(i % 7 == 0 ? 70'000 : 90)});
        place += 1 + below(most_gap);
      }
      SCOPED_TRACE(std::to_string(count) + " postings, gaps up to " + std::to_string(most_gap));
      expect_given_back(postings);
    }
  }
}

TEST(PostingBlocks, GiveBackTheGreatestNumbers) {
  expect_given_back({{0, 0xFFFF'FFFFu}, {0xFFFF'FFF0u, 0}});
  expect_given_back({{0xFFFF'FFFDu, 1}});
}

TEST(PostingBlocks, NeedNoBytesForASinglePosting) {
  const auto read = read_all(PostingBlocks({7, 32}), 8);
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].place, 7u);
  EXPECT_EQ(read[0].wdf, 32u);
}

/// Whatever the bytes are, the places ascend below the limit, or the damage is told.
TEST(PostingBlocks, AreNeverReadBeyondTheLimit) {
  std::mt19937 random(12);
  std::vector<Posting> postings;
  for (Place place = 0; place < 1000; place += 1 + static_cast<Place>(random() % 3))
    postings.push_back({place, place % 50});
  const Packed packed(postings);
  std::size_t told = 0;
  for (int round = 0; round < 20'000; ++round) {
    auto bytes = packed.bytes;
    for (auto flips = 1 + random() % 3; flips > 0; --flips) {
      bytes[random() % packed.size] ^= static_cast<char>(1u << random() % 8);
    }
    try {
      const PostingBlocks blocks(std::string_view(bytes).substr(0, packed.size),
                                 static_cast<std::uint32_t>(postings.size()), 50);
      const auto read = read_all(blocks, 1000);
      for (std::size_t i = 0; i < read.size(); ++i) {
        ASSERT_LT(read[i].place, 1000u);
        if (i % kBlockPostings != 0) {
          ASSERT_LT(read[i - 1].place, read[i].place);
        }
      }
    } catch (const Damaged&) {
      ++told;
    }
  }
  EXPECT_GT(told, 1000u);
}

}  // namespace
}  // namespace kbsearch::image
