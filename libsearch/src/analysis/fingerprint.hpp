// Tells texts that are the same, and texts that are nearly so, by a few bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace kbsearch::analysis {

/// Takes the words of a record's texts in their order.
class Fingerprint {
 public:
  // Shorter texts are alike by chance: a title, a line.
  static constexpr std::size_t kLeastWords = 20;
  /// Texts whose likeness differs in at most so many bits are near duplicates.
  static constexpr int kMaxDistance = 3;

  void add(std::uint64_t word_hash);

  /// The same for the same words in the same order, and, but for chance, for no others. Nothing for short texts.
  std::optional<std::uint64_t> digest() const;
  /// Alike for texts that share most of their runs of three words. Nothing for short texts.
  /// Source: Charikar 2002 (simhash); distance of 3 in 64 bits: Manku, Jain & Das Sarma, WWW 2007.
  std::optional<std::uint64_t> likeness() const;

 private:
  std::size_t words_ = 0;
  std::uint64_t digest_ = 0;
  std::uint64_t last_ = 0;
  std::uint64_t last_but_one_ = 0;
  std::array<std::int32_t, 64> balance_{};  ///< By bit: runs that have it less those that have not.
};

}  // namespace kbsearch::analysis
