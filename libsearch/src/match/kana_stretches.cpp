#include "match/kana_stretches.hpp"

#include <cstdint>

#include "analysis/dictionary_words.hpp"
#include "analysis/kana.hpp"

namespace kbsearch::match {
namespace {

// Kana are three bytes of UTF-8 each.
constexpr std::size_t kCharacter = 3;
constexpr std::size_t kMostCharacters = 24;
// Shorter ones are endings and particles more often than words.
constexpr std::size_t kLeastOfAWord = 3;

bool follows(const std::string& text, const std::string& bigram) {
  return bigram.size() == 2 * kCharacter && text.ends_with(std::string_view(bigram).substr(0, kCharacter));
}

void add_words(const KanaStretch& whole, std::vector<KanaStretch>& stretches) {
  std::vector<std::uint32_t> ends;
  analysis::dictionary_word_ends(whole.text, ends);
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const auto characters = (end - begin) / kCharacter;
    if (characters >= kLeastOfAWord && end - begin < whole.text.size()) {
      stretches.push_back({whole.first + begin / kCharacter, characters - 1, whole.text.substr(begin, end - begin)});
    }
    begin = end;
  }
}

}  // namespace

std::vector<KanaStretch> kana_stretches(const AskedRun& run) {
  std::vector<KanaStretch> stretches;
  for (std::size_t first = 0; first < run.size();) {
    KanaStretch stretch{first, 1, run[first].exact};
    const auto kana = analysis::kana_of(stretch.text);
    if (kana == analysis::Kana::kNone || stretch.text.size() != 2 * kCharacter) {
      ++first;
      continue;
    }
    for (std::size_t i = first + 1; i < run.size() && follows(stretch.text, run[i].exact); ++i) {
      auto longer = stretch.text + run[i].exact.substr(kCharacter);
      if (analysis::kana_of(longer) != kana) break;
      stretch.text = std::move(longer);
      ++stretch.count;
    }
    first += stretch.count;
    if (stretch.text.size() > kMostCharacters * kCharacter) continue;
    stretches.push_back(stretch);
    add_words(stretch, stretches);
  }
  return stretches;
}

}  // namespace kbsearch::match
