#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "generator/random.hpp"

namespace kbsearch::corpus {

/// Position of a word in the order of frequency; 0 is the most frequent word.
using Rank = std::uint32_t;

/// The words of a synthetic collection: words of grammar first, real words of the themes among the
/// next thousand, and invented, pronounceable words everywhere else. Depends on the seed alone.
/// Immutable once built.
class Vocabulary {
 public:
  static constexpr Rank kSize = 60'000;

  explicit Vocabulary(std::uint64_t seed);
  Vocabulary(const Vocabulary&) = delete;  // ranks_ points into words_
  Vocabulary& operator=(const Vocabulary&) = delete;

  const std::string& word(Rank rank) const { return words_[rank]; }

  /// Returns the rank of a word written in lower case, or nothing for a word that is not in the
  /// vocabulary.
  std::optional<Rank> rank_of(std::string_view word) const;

  /// Returns the first rank that is not a word of grammar.
  Rank first_content_rank() const { return first_content_rank_; }

  /// Returns the ranks of the words of one theme, in its order. `theme` counts modulo the number of
  /// themes.
  const std::vector<Rank>& theme_ranks(std::size_t theme) const { return theme_ranks_[theme % theme_ranks_.size()]; }

  /// Draws a rank by the law of Zipf and Mandelbrot:  p(rank) ~ 1 / (rank + 2.7).
  Rank draw(Random& random) const;

 private:
  static constexpr std::uint32_t kGuideBits = 14;

  void invent_words(std::uint64_t seed);
  void build_distribution();

  Rank first_content_rank_ = 0;
  std::vector<std::string> words_;
  std::unordered_map<std::string_view, Rank> ranks_;
  std::vector<std::vector<Rank>> theme_ranks_;
  std::vector<std::uint32_t> cumulative_;                         // cumulative_[r]: weight of all ranks <= r
  std::array<Rank, (std::size_t{1} << kGuideBits) + 1> guide_{};  // first rank for the top bits of a draw
};

}  // namespace kbsearch::corpus
