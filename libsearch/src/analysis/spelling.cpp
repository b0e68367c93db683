#include "analysis/spelling.hpp"

#include <algorithm>

#include "analysis/fold.hpp"
#include "analysis/indic.hpp"
#include "analysis/irregular_plurals.hpp"

namespace kbsearch::analysis {
namespace {

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

/// The umlaut that `letter` and an e can stand for; empty for none.
std::string_view umlaut_of(char letter) {
  switch (letter) {
    case 'a':
      return "\u00E4";
    case 'o':
      return "\u00F6";
    case 'u':
      return "\u00FC";
    default:
      return {};
  }
}

/// German words typed without umlauts, with them. After the algorithm `german2` of Snowball, which spares `que`; spared
/// are also an e that belongs to the next syllable (neue, steuer) or to the ending (statue, statuen; not gruen).
std::string with_umlauts(std::string_view word) {
  std::string out;
  bool has_vowel = false;
  for (std::size_t at = 0; at < word.size(); ++at) {
    const auto umlaut = umlaut_of(word[at]);
    const char before = at > 0 ? word[at - 1] : ' ';
    const auto rest = at + 2 <= word.size() ? word.substr(at + 2) : std::string_view();
    const bool in_ending = rest.empty() || (has_vowel && (rest == "n" || rest == "s"));
    const bool stands_for_umlaut = !umlaut.empty() && at + 1 < word.size() && word[at + 1] == 'e' && before != 'q' &&
                                   !is_vowel(before) && !in_ending;
    if (stands_for_umlaut) {
      out += umlaut;
      ++at;
    } else {
      out.push_back(word[at]);
    }
    // Bytes beyond ASCII are umlauts here, vowels too.
    has_vowel = has_vowel || is_vowel(word[at]) || static_cast<unsigned char>(word[at]) >= 0x80;
  }
  return out;
}

/// English plurals of short forms that are spoken letter by letter: llms, gpus, ngos. The algorithm takes an s off only
/// behind a vowel that stands before the last letter, as it would not spell "gas" or "this" otherwise.
std::string with_singular_of_letters(std::string word) {
  constexpr std::size_t kTooFewLetters = 3;
  const bool is_other = word == "https" || word.size() <= kTooFewLetters;
  if (is_other || word.back() != 's' || word[word.size() - 2] == 's') return word;
  const auto before = std::string_view(word).substr(0, word.size() - 2);
  const auto is_consonant = [](char c) { return c >= 'a' && c <= 'z' && !is_vowel(c); };
  if (std::all_of(before.begin(), before.end(), is_consonant)) word.pop_back();
  return word;
}

/// Portuguese plurals of words in -\u00E3o as these, with or without their accents: rela\u00E7\u00F5es, relacoes.
std::string with_singular_in_ao(std::string_view word) {
  constexpr std::size_t kLeastBefore = 2;
  for (const std::string_view ending : {"\u00F5es", "\u00E3es", "oes"}) {
    if (!word.ends_with(ending) || word.size() < ending.size() + kLeastBefore) continue;
    const auto before = word.substr(0, word.size() - ending.size());
    return std::string(before).append(ending == "oes" ? "ao" : "\u00E3o");
  }
  return std::string(word);
}

/// Danish, Norwegian and Swedish words with the letter for which aa was written before, and still is in names.
std::string with_a_ring(std::string_view word) {
  std::string out(word);
  for (auto at = out.find("aa"); at != std::string::npos; at = out.find("aa", at)) out.replace(at, 2, "\u00E5");
  return out;
}

}  // namespace

bool stems_by_accents(std::string_view language) {
  return language != "en" && language != "id" && language != "ru" && language != "ar";
}

std::string spelling_for_stemmer(std::string_view cased_word, std::string_view language) {
  if (language == "en") {
    return with_singular_of_letters(with_irregular_singular(fold_accents(cased_word)));
  }
  if (!stems_by_accents(language)) return fold_accents(cased_word);
  if (language == "hi") return with_one_nasal(cased_word);
  if (language == "de") return with_umlauts(cased_word);
  if (language == "pt") return with_singular_in_ao(cased_word);
  if (language == "da" || language == "no" || language == "sv") return with_a_ring(cased_word);
  return std::string(cased_word);
}

}  // namespace kbsearch::analysis
