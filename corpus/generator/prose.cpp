#include "generator/prose.hpp"

#include <utility>

namespace kbsearch::corpus {
namespace {

constexpr std::uint32_t kWordsPerTopic = 160;
constexpr std::uint32_t kTopicWordPercent = 35;
constexpr std::uint32_t kCommaPercent = 7;

std::uint32_t sentence_length(Random& random) {
  const std::uint32_t shortest = random.between(6, 14);
  return shortest + random.below(15);
}

/// Returns the words of one topic: a theme of real words, two guests from other themes, frequent
/// and rare words.
std::vector<Rank> make_topic(const Vocabulary& vocabulary, std::uint32_t topic, Random& random) {
  std::vector<Rank> words = vocabulary.theme_ranks(topic);
  for (int guest = 0; guest < 2; ++guest) {
    words.push_back(random.pick(vocabulary.theme_ranks(random.below(1'000))));
  }
  while (words.size() < kWordsPerTopic) {
    const bool frequent = random.below(2) == 0;
    const Rank rank = frequent ? vocabulary.draw(random) : random.below(Vocabulary::kSize);
    if (rank >= vocabulary.first_content_rank()) words.push_back(rank);
  }
  for (std::uint32_t i = kWordsPerTopic - 1; i > 0; --i) {
    std::swap(words[i], words[random.below(i + 1)]);
  }
  return words;
}

}  // namespace

void capitalise(std::string& text, std::size_t position) {
  char& letter = text[position];
  if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
}

Prose::Prose(const Vocabulary& vocabulary, std::uint64_t seed) : vocabulary_(vocabulary) {
  Random random(seed, 0x746f70696373ULL);
  topics_.reserve(kTopics);
  for (std::uint32_t topic = 0; topic < kTopics; ++topic) {
    topics_.push_back(make_topic(vocabulary, topic, random));
  }
  chosen_.push_back(0);
}

void Prose::choose_topics(Random& random) {
  chosen_.clear();
  for (std::uint32_t i = random.between(2, 3); i > 0; --i) {
    chosen_.push_back(random.skewed_below(kTopics));
  }
}

const std::string& Prose::topic_word(Random& random) const {
  const std::vector<Rank>& words = topics_[random.pick(chosen_)];
  return vocabulary_.word(words[random.skewed_below(kWordsPerTopic)]);
}

const std::string& Prose::next_word(Random& random) const {
  if (random.chance(kTopicWordPercent)) return topic_word(random);
  return vocabulary_.word(vocabulary_.draw(random));
}

void Prose::append_heading(Random& random, std::uint32_t words, std::string& out) const {
  for (std::uint32_t i = 0; i < words; ++i) {
    if (i > 0) out += ' ';
    const std::size_t start = out.size();
    out += i % 2 == 0 ? topic_word(random) : next_word(random);
    if (i == 0) capitalise(out, start);
  }
}

void Prose::append_sentence(Random& random, std::uint32_t words, std::string& out) const {
  const std::size_t start = out.size();
  for (std::uint32_t i = 0; i < words; ++i) {
    if (i > 0) out += random.chance(kCommaPercent) ? ", " : " ";
    out += next_word(random);
  }
  capitalise(out, start);
  out += '.';
}

void Prose::append_sentences(Random& random, std::uint32_t words, std::string& out) const {
  for (std::uint32_t written = 0; written < words;) {
    const std::uint32_t length = sentence_length(random);
    if (written > 0) out += ' ';
    append_sentence(random, length, out);
    written += length;
  }
}

void Prose::append_paragraphs(Random& random, std::uint32_t bytes, std::string& out) const {
  const std::size_t end = out.size() + bytes;
  for (bool first = true; out.size() < end; first = false) {
    if (!first) out += "\n\n";
    const std::uint32_t sentences = random.between(2, 6);
    for (std::uint32_t i = 0; i < sentences && out.size() < end; ++i) {
      if (i > 0) out += ' ';
      append_sentence(random, sentence_length(random), out);
    }
  }
}

}  // namespace kbsearch::corpus
