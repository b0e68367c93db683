#include "match/function_words_of_query.hpp"

#include <algorithm>

#include "analysis/function_words.hpp"

namespace kbsearch::match {
namespace {

template <typename Holds>
std::size_t count_asked(const std::vector<PlannedWord>& words, Holds holds) {
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](const PlannedWord& word) {
    return !word.is_joined && !word.meant_by && holds(word);
  }));
}

std::string language_of(const std::vector<PlannedWord>& words, const std::vector<std::string>& languages,
                        const TermStatistics& statistics) {
  const auto functions = [&](const std::string& language) {
    return count_asked(words, [&](const auto& word) { return analysis::is_function_word(language, word.written); });
  };
  const auto known = [&](const std::string& language) {
    return count_asked(words, [&](const auto& word) {
      if (analysis::is_function_word(language, word.written)) return true;
      const auto forms = forms_in(word.forms, language);
      return std::any_of(forms.begin(), forms.end(),
                         [&](const WordForm& form) { return statistics.doc_freq(form.term) > 0; });
    });
  };
  std::string best = languages.front();
  for (const auto& language : languages) {
    const auto count = functions(language);
    if (count <= functions(best)) continue;
    const auto words_of_it = known(language);
    const auto words_of_best = known(best);
    // One word alone may be another one here: "war museum" is not German.
    if (words_of_it > words_of_best || (words_of_it == words_of_best && count > 1)) best = language;
  }
  return best;
}

}  // namespace

void mark_function_words(std::vector<PlannedWord>& words, const std::set<std::size_t>& in_capitals,
                         const std::vector<std::string>& languages, const TermStatistics& statistics) {
  const auto language = language_of(words, languages, statistics);
  bool is_shouted = true;
  for (std::size_t i = 0; i < words.size(); ++i) is_shouted &= words[i].is_joined || in_capitals.contains(i);
  bool has_others = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].is_joined) continue;
    words[i].is_function_word =
        analysis::is_function_word(language, words[i].written) && (is_shouted || !in_capitals.contains(i));
    has_others |= !words[i].is_function_word;
  }
  if (has_others) return;
  for (auto& word : words) word.is_function_word = false;
}

std::size_t count_telling_words(const std::vector<PlannedWord>& words) {
  return std::max<std::size_t>(count_asked(words, [](const auto& word) { return !word.is_function_word; }), 1);
}

}  // namespace kbsearch::match
