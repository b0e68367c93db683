#include "generator/vocabulary.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "generator/real_words.hpp"

namespace kbsearch::corpus {
namespace {

constexpr Rank kRanksBetweenThemeWords = 4;

constexpr std::string_view kOnsets[] = {"b", "br", "c", "d", "dr", "f", "g",  "gl", "h", "j", "k", "l",  "m", "n",
                                        "p", "pl", "r", "s", "st", "t", "tr", "th", "v", "w", "z", "ch", "sh"};
constexpr std::string_view kVowels[] = {"a", "e", "i", "o", "u", "a", "e", "i", "o", "ai", "ea", "ou"};
constexpr std::string_view kRareVowels[] = {"é", "ö", "ü", "å"};
constexpr std::string_view kCodas[] = {"", "", "", "n", "r", "l", "s", "t", "m", "nd", "x", "ck"};

template <std::size_t kCount>
std::string_view pick(const std::string_view (&list)[kCount], Random& random) {
  return list[random.below(static_cast<std::uint32_t>(kCount))];
}

/// Returns a word of 2 to 5 syllables; frequent words are shorter, as in natural languages.
std::string invent_word(Rank rank, Random& random) {
  const std::uint32_t longest = rank < 2'000 ? 2 : rank < 20'000 ? 3 : 5;
  const std::uint32_t syllables = random.between(2, longest);
  const bool accented = random.below(60) == 0;
  std::string word;
  for (std::uint32_t i = 0; i < syllables; ++i) {
    word += pick(kOnsets, random);
    word += accented && i == 1 ? pick(kRareVowels, random) : pick(kVowels, random);
    if (i + 1 == syllables || random.below(4) == 0) word += pick(kCodas, random);
  }
  return word;
}

}  // namespace

Vocabulary::Vocabulary(std::uint64_t seed) : words_(kSize) {
  ranks_.reserve(kSize);
  const auto place = [this](Rank rank, std::string_view word) {
    words_[rank] = word;
    [[maybe_unused]] const bool is_new = ranks_.emplace(words_[rank], rank).second;
    assert(is_new);
  };

  Rank next = 0;
  for (const std::string_view word : function_words()) place(next++, word);
  first_content_rank_ = next;

  // The first word of every theme, then every second word, ...: each theme has common and less
  // common words.
  theme_ranks_.resize(themes().size());
  for (std::size_t position = 0; position < Theme{}.size(); ++position) {
    for (std::size_t theme = 0; theme < themes().size(); ++theme) {
      place(next, themes()[theme][position]);
      theme_ranks_[theme].push_back(next);
      next += kRanksBetweenThemeWords;
    }
  }
  invent_words(seed);
  build_distribution();
}

void Vocabulary::invent_words(std::uint64_t seed) {
  Random random(seed, 0x766f636162ULL);
  for (Rank rank = 0; rank < kSize; ++rank) {
    while (words_[rank].empty()) {
      std::string word = invent_word(rank, random);
      if (ranks_.contains(word)) continue;
      words_[rank] = std::move(word);
      ranks_.emplace(words_[rank], rank);
    }
  }
}

void Vocabulary::build_distribution() {
  // weight(rank) = 4e9 / (10 rank + 27), in integers, so that no platform rounds
  // differently. The sum stays below 2^32; the rarest word still has a weight of some thousand.
  constexpr std::uint64_t kScale = 4'000'000'000;
  std::uint64_t total = 0;
  cumulative_.reserve(kSize);
  for (std::uint64_t rank = 0; rank < kSize; ++rank) {
    total += kScale / (10 * rank + 27);
    assert(total <= std::numeric_limits<std::uint32_t>::max());
    cumulative_.push_back(static_cast<std::uint32_t>(total));
  }
  constexpr std::uint32_t kLowBits = 32 - kGuideBits;
  Rank rank = 0;
  for (std::size_t i = 0; i < guide_.size(); ++i) {
    while (rank + 1 < kSize && cumulative_[rank] <= (std::uint64_t{i} << kLowBits)) ++rank;
    guide_[i] = rank;
  }
}

std::optional<Rank> Vocabulary::rank_of(std::string_view word) const {
  const auto found = ranks_.find(word);
  return found == ranks_.end() ? std::nullopt : std::optional(found->second);
}

Rank Vocabulary::draw(Random& random) const {
  const std::uint32_t point = random.below(cumulative_.back());
  const std::uint32_t slot = point >> (32 - kGuideBits);
  const auto first = cumulative_.begin() + guide_[slot];
  const auto last = cumulative_.begin() + guide_[slot + 1];
  return static_cast<Rank>(std::upper_bound(first, last, point) - cumulative_.begin());
}

}  // namespace kbsearch::corpus
