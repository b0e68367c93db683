#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generator/vocabulary.hpp"

namespace kbsearch::corpus {

/// Writes sentences and paragraphs for one record. The record has a few topics; their words are
/// favoured, so that words of one topic co-occur as they do in natural texts. Appends to strings
/// given by the caller.
class Prose {
 public:
  static constexpr std::uint32_t kTopics = 400;

  explicit Prose(const Vocabulary& vocabulary, std::uint64_t seed);

  /// Chooses the two or three topics for what is written next. Low-numbered topics are more
  /// popular.
  void choose_topics(Random& random);

  /// Appends `words` words, the first with a capital: a heading, without a full stop.
  void append_heading(Random& random, std::uint32_t words, std::string& out) const;

  /// Appends a sentence of `words` words with a capital, perhaps commas, and a full stop.
  void append_sentence(Random& random, std::uint32_t words, std::string& out) const;

  /// Appends sentences until `words` words or a few more are written; they are separated by spaces.
  void append_sentences(Random& random, std::uint32_t words, std::string& out) const;

  /// Appends paragraphs of 2 to 6 sentences, with an empty line between, until at least `bytes`
  /// bytes are written.
  void append_paragraphs(Random& random, std::uint32_t bytes, std::string& out) const;

  /// Returns a word of the chosen topics, never a word of grammar.
  const std::string& topic_word(Random& random) const;

 private:
  const std::string& next_word(Random& random) const;

  const Vocabulary& vocabulary_;
  std::vector<std::vector<Rank>> topics_;  // the words that a topic favours, the most favoured first
  std::vector<std::uint32_t> chosen_;
};

/// Makes the first letter at `position` a capital if it is ASCII.
void capitalise(std::string& text, std::size_t position);

}  // namespace kbsearch::corpus
