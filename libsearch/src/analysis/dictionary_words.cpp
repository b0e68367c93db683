#include "analysis/dictionary_words.hpp"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>
#include <string>

#include "analysis/fold.hpp"
#include "analysis/simplified_han.hpp"

namespace kbsearch::analysis {
namespace {

/// True for hiragana and katakana, U+3040 to U+30FF.
bool has_kana(std::string_view run) {
  for (std::size_t at = 0; at + 1 < run.size(); ++at) {
    const auto second = static_cast<unsigned char>(run[at + 1]);
    if (run[at] == '\xE3' && second >= 0x81 && second <= 0x83) return true;
  }
  return false;
}

}  // namespace

void dictionary_word_ends(std::string_view run, std::vector<std::uint32_t>& ends) {
  // Break iterators keep state, so each thread has one; making one costs far more than using it.
  thread_local const std::unique_ptr<icu::BreakIterator> words = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  const auto size = static_cast<std::uint32_t>(run.size());
  UErrorCode status = U_ZERO_ERROR;
  UText* text = utext_openUTF8(nullptr, run.data(), static_cast<int64_t>(run.size()), &status);
  if (words && U_SUCCESS(status)) {
    words->setText(text, status);
    words->first();
    for (auto end = words->next(); U_SUCCESS(status) && end != icu::BreakIterator::DONE; end = words->next()) {
      if (end > 0 && static_cast<std::uint32_t>(end) < size) ends.push_back(static_cast<std::uint32_t>(end));
    }
  }
  utext_close(text);
  ends.push_back(size);
}

void ideograph_word_ends(std::string_view run, std::vector<std::uint32_t>& ends) {
  const std::string simplified = has_kana(run) ? std::string(run) : with_simplified_han(run);
  const std::size_t first = ends.size();
  dictionary_word_ends(simplified, ends);
  if (simplified == run) return;
  std::vector<std::uint32_t> as_it_stands;
  dictionary_word_ends(run, as_it_stands);
  if (as_it_stands.size() >= ends.size() - first) return;
  ends.resize(first);
  ends.insert(ends.end(), as_it_stands.begin(), as_it_stands.end());
}

void word_ends_of_marked(std::string_view run, const std::vector<std::uint32_t>& characters,
                         std::vector<std::uint32_t>& ends) {
  std::string folded;
  std::vector<std::uint32_t> folded_ends;
  for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
    folded += fold_case(run.substr(characters[i] - characters[0], characters[i + 1] - characters[i]));
    folded_ends.push_back(static_cast<std::uint32_t>(folded.size()));
  }
  const std::size_t first = ends.size();
  ideograph_word_ends(folded, ends);
  for (std::size_t i = first; i < ends.size(); ++i) {
    const auto character = std::lower_bound(folded_ends.begin(), folded_ends.end(), ends[i]) - folded_ends.begin();
    ends[i] = characters[static_cast<std::size_t>(character) + 1] - characters[0];
  }
  ends.erase(std::unique(ends.begin() + static_cast<std::ptrdiff_t>(first), ends.end()), ends.end());
}

}  // namespace kbsearch::analysis
