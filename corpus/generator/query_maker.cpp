#include "generator/query_maker.hpp"

#include <algorithm>
#include <cassert>

namespace kbsearch::corpus {
namespace {

constexpr std::uint64_t kQueryStream = 0x71756572696573ULL << 8;
constexpr std::size_t kLongQueryWords = 20;
constexpr std::size_t kEnoughBytes = 400;
constexpr int kAttempts = 50;  // then take what there is: a tiny collection may not have what we look for

/// Returns the words of a generated text in lower case, without commas and full stops.
std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char letter : text) {
    if (letter == ' ' || letter == '\n') {
      finish();
    } else if (letter >= 'A' && letter <= 'Z') {
      word += static_cast<char>(letter - 'A' + 'a');
    } else if (letter != '.' && letter != ',') {
      word += letter;
    }
  }
  finish();
  return words;
}

std::string join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

QueryMaker::QueryMaker(RecordMaker& maker, std::uint64_t seed, std::uint64_t record_count)
    : maker_(maker), seed_(seed), record_count_(record_count) {
  assert(record_count >= 1);
}

BenchmarkQuery QueryMaker::make(std::uint64_t number) {
  Random random(seed_, kQueryStream + number);
  switch (number % 9) {
    case 0:
      return {"one_word", some_words(random, 1)};
    case 1:
      return {"two_words", some_words(random, 2)};
    case 2:
      return {"two_common", two_common(random)};
    case 3:
      return {"three_words", some_words(random, 3)};
    case 4:
      return {"phrase", '"' + consecutive_words(random, random.between(2, 4)) + '"'};
    case 5:
      return {"rare_word", rarest_word(random)};
    case 6:
      return {"long", consecutive_words(random, kLongQueryWords)};
    case 7:
      return {"field", "title:" + title_word(random)};
    default:
      return {"filtered", some_words(random, 1) + " importance:60.."};
  }
}

/// Returns a record, if possible one with enough content for the longest query.
const SyntheticRecord& QueryMaker::random_record(Random& random) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    maker_.make(random.next() % record_count_, record_);
    if (record_.content.size() >= kEnoughBytes) break;
  }
  return record_;
}

QueryMaker::Words QueryMaker::content_words(const std::string& text) const {
  Words words = split_words(text);
  std::erase_if(words, [this](const std::string& word) {
    const auto rank = maker_.vocabulary().rank_of(word);
    return !rank || *rank < maker_.vocabulary().first_content_rank();
  });
  return words;
}

std::string QueryMaker::some_words(Random& random, std::size_t count) {
  const SyntheticRecord& record = random_record(random);
  const Words candidates = content_words(record.title + ' ' + record.content);
  Words chosen;
  for (int attempt = 0; attempt < 100 && chosen.size() < count; ++attempt) {
    const std::string& word = random.pick(candidates);
    if (std::find(chosen.begin(), chosen.end(), word) == chosen.end()) chosen.push_back(word);
  }
  return join(chosen);
}

std::string QueryMaker::two_common(Random& random) const {
  const std::vector<Rank>& theme = maker_.vocabulary().theme_ranks(random.below(1'000));
  const std::uint32_t first = random.below(3);  // a theme lists its most frequent words first
  const std::uint32_t second = (first + random.between(1, 2)) % 3;
  return maker_.vocabulary().word(theme[first]) + ' ' + maker_.vocabulary().word(theme[second]);
}

/// Returns words that follow one another in one paragraph, perhaps over the end of a sentence.
std::string QueryMaker::consecutive_words(Random& random, std::size_t count) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::string_view content = random_record(random).content;
    if (content.empty()) continue;
    const std::size_t start = static_cast<std::size_t>(random.next() % content.size());
    const std::size_t paragraph_end = content.find("\n\n", start);
    Words words = split_words(content.substr(start, paragraph_end - start));
    if (words.size() <= count) continue;
    words.erase(words.begin());  // it may be half a word
    words.resize(count);
    std::string text = join(words);
    if (!content_words(text).empty()) return text;  // "of the" is no question
  }
  Words title = split_words(random_record(random).title);
  title.resize(std::min(title.size(), count));
  return join(title);
}

std::string QueryMaker::rarest_word(Random& random) {
  const SyntheticRecord& record = random_record(random);
  const Words words = content_words(record.title + ' ' + record.content);
  return *std::max_element(words.begin(), words.end(), [this](const auto& a, const auto& b) {
    return maker_.vocabulary().rank_of(a) < maker_.vocabulary().rank_of(b);
  });
}

std::string QueryMaker::title_word(Random& random) { return random.pick(content_words(random_record(random).title)); }

}  // namespace kbsearch::corpus
