#include "analysis/spelling.hpp"

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

}  // namespace

bool stems_by_accents(std::string_view language) {
  return language != "en" && language != "id" && language != "ru" && language != "ar";
}

std::string spelling_for_stemmer(std::string_view cased_word, std::string_view language) {
  if (language == "en") return with_irregular_singular(fold_accents(cased_word));
  if (!stems_by_accents(language)) return fold_accents(cased_word);
  if (language == "hi") return with_one_nasal(cased_word);
  if (language == "de") return with_umlauts(cased_word);
  return std::string(cased_word);
}

}  // namespace kbsearch::analysis
