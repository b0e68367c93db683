// Which compound words of an index have a given word in them: warmepumpe and pumpenhaus have pumpe, and so has
// warmepumpenheizung.
//
// Languages that join words have their stems in the index under a prefix of their own (store/terms.hpp), so that only
// words of their records are looked at: no English word is taken for a compound.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "match/plan.hpp"

namespace kbsearch::match {

/// A stem of a language that joins words.
struct KnownCompound {
  std::string language;
  std::string stem;
  std::uint64_t doc_freq;
};

/// The stems of one language, at hand by their beginnings and ends, and as one text by what stands inside.
class KnownCompounds {
 public:
  /// Words that a compound is found by have at least so many bytes.
  static constexpr std::size_t kLeastPart = 4;
  /// And at least so many, where the rest may be unknown: in a small index it often is.
  static constexpr std::size_t kLongPart = 5;
  /// The same for a word in the middle, which stands there by chance more easily.
  static constexpr std::size_t kLongMiddle = 6;

  /// `is_default` tells that the language is the schema's own, whose terms do not name it.
  KnownCompounds(const Xapian::Database& database, std::string language, bool is_default);

  /// Returns the compounds that have the word whose exact form and whose stem in the language are given (both folded),
  /// and the rest of which, before it or behind it or on both sides, has four bytes each and, for a short word, is made
  /// of known ones: those of the most documents first, then by their stems; at most `limit`. Of a word that thousands
  /// of stems have, not all are looked at.
  std::vector<KnownCompound> find(const Xapian::Database& database, const std::string& exact, const std::string& stem,
                                  std::size_t limit) const;

 private:
  struct Stem {
    std::string text;
    std::uint64_t doc_freq;
  };
  /// How often a word is known, as a stem or as it stands.
  using Frequency = std::function<std::uint64_t(const std::string& word)>;

  void find_inside(const std::string& word, const Frequency& frequency, std::vector<KnownCompound>& found) const;
  std::uint64_t doc_freq(const std::string& stem) const;
  std::vector<Stem>::const_iterator first_not_before(const std::string& text) const;
  template <typename Action>
  void for_each_beginning_with(const std::string& beginning, Action&& action) const;
  template <typename Action>
  void for_each_ending_with(const std::string& ending, Action&& action) const;

  std::string language_;
  std::vector<Stem> stems_;  ///< Ascending.
  /// The last bytes of each long stem, and its index; ascending.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_ending_;
  /// The stems that are long enough for three parts, a line feed behind each, and where each begins with its index.
  std::string text_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> starts_;
};

}  // namespace kbsearch::match
