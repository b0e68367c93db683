// A sentence as a row of words, each of which is judged by what surrounds it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "analysis/prose_characters.hpp"
#include "analysis/prose_vocabulary.hpp"

namespace kbsearch::analysis {

// What a word counts for: a spaced word is about as much text as two ideographs or four characters of kana or Thai.
inline constexpr std::uint8_t kWordWeight = 4;
inline constexpr std::uint8_t kIdeographWeight = 2;
inline constexpr std::uint8_t kSyllableWeight = 1;

constexpr std::uint8_t weight_of(Script script) {
  if (!is_unspaced(script)) return kWordWeight;
  return script == Script::kHan ? kIdeographWeight : kSyllableWeight;
}

struct Word {
  std::uint32_t hash = kHashSeed;
  float prose = 1.0F;
  Script script = Script::kNone;
  Role role = Role::kNone;
  Mark before = Mark::kNone;  ///< The strongest mark between the word before and this one.
  std::uint8_t letters = 0;   ///< At most kManyLetters.
  std::uint8_t weight = 0;    ///< See weight_of.
  bool capitalised = false;
  bool all_capitals = true;
  bool korean_ending = false;
  bool connects = false;
  bool item = false;

  void lower_to(float limit) { prose = std::min(prose, limit); }
};

inline constexpr std::uint8_t kManyLetters = 200;

// Longer sentences are judged in pieces of this many words, so that nothing is allocated and time stays linear.
inline constexpr std::size_t kMaxWords = 96;

class Sentence {
 public:
  bool full() const { return size_ == kMaxWords; }
  bool empty() const { return size_ == 0; }
  void clear() { size_ = 0; }
  void add(const Word& word) { words_[size_++] = word; }
  std::span<Word> words() { return {words_.data(), size_}; }
  std::span<const Word> words() const { return {words_.data(), size_}; }
  /// The last `count` words read, fewer at the beginning.
  std::span<Word> tail(std::size_t count) { return words().last(std::min(count, size_)); }

  /// Judges the words; returns how many phrases of banners are among them. `ended`: a full stop or its like follows.
  std::size_t judge(bool ended);

 private:
  struct Phrase {
    std::size_t length;
    Role role;
  };
  struct ItemRun {
    std::size_t end;
    std::size_t half_items;
  };

  /// True for text in capitals throughout, in which a capital tells nothing.
  bool is_shouted() const;
  void tell_roles();
  std::size_t mark_phrases();
  /// The longest phrase of the vocabulary that begins here, or the bare word.
  Phrase phrase_at(std::size_t begin) const;
  void mark(std::size_t begin, std::size_t end, float prose);
  void mark_control(std::size_t begin, std::size_t length);
  void mark_item_runs();
  /// A run ends at a comma and goes on over one connecting word, as in "Terms of Service"; but the item behind that
  /// counts for half, as names are made so too. A word of menus counts for one and a half.
  ItemRun item_run_from(std::size_t begin) const;
  void mark_short_stretches();
  void weigh_cohesion(bool ended);

  std::array<Word, kMaxWords> words_;
  std::size_t size_ = 0;
};

}  // namespace kbsearch::analysis
