#include "analysis/abbreviations.hpp"

#include <algorithm>
#include <optional>

#include "base/ascii.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kShortestAbbreviation = 2;
constexpr std::size_t kMostLetters = 10;
constexpr std::size_t kMaxNameBytes = 100;
// A name and the word before it; looked at anew for each bracket, of which a text may be full.
constexpr std::size_t kMaxReach = 256;

char lower(char c) { return base::is_upper(c) ? static_cast<char>(c | 0x20) : c; }

/// One short word of ASCII letters and digits, most of the letters capitals; a joining hyphen or & may stand inside.
bool is_short_form(std::string_view text) {
  if (text.size() < kShortestAbbreviation || text.size() > kMostLetters || !base::is_alphanumeric(text.front()))
    return false;
  std::size_t capitals = 0;
  std::size_t letters = 0;
  for (const char c : text) {
    if (!base::is_alphanumeric(c) && c != '-' && c != '&') return false;
    capitals += base::is_upper(c) ? 1 : 0;
    letters += base::is_letter(c) ? 1 : 0;
  }
  return capitals >= 2 && 2 * capitals > letters;
}

/// LLMs: the plural's s stands for no word.
std::string_view singular(std::string_view letters) {
  const bool is_plural =
      letters.size() > kShortestAbbreviation && letters.back() == 's' && base::is_upper(letters[letters.size() - 2]);
  return is_plural ? letters.substr(0, letters.size() - 1) : letters;
}

/// No name begins with one of these: "Abstraction and Reasoning Corpus (ARC)".
bool begins_with_small_word(std::string_view text) {
  const auto word = text.substr(0, text.find(' '));
  return word == "and" || word == "of" || word == "for" || word == "the" || word == "a" || word == "in" || word == "to";
}

/// Where in `candidate` the name begins that `letters` abbreviates, from right to left.
std::optional<std::size_t> begin_of_name(std::string_view candidate, std::string_view letters) {
  std::size_t at = candidate.size();
  for (std::size_t i = letters.size(); i-- > 0;) {
    if (!base::is_alphanumeric(letters[i])) continue;
    const char wanted = lower(letters[i]);
    const auto fits = [&](std::size_t place) {
      if (lower(candidate[place]) != wanted) return false;
      if (i > 0) return true;
      const bool begins_word = place == 0 || !base::is_alphanumeric(candidate[place - 1]);
      return begins_word && !begins_with_small_word(candidate.substr(place));
    };
    do {
      if (at == 0) return std::nullopt;
      --at;
    } while (!fits(at));
  }
  // A letter inside of a word stands for the word: the name begins with its beginning.
  while (at > 0 && candidate[at - 1] != ' ') --at;
  return at;
}

/// The end of `before`, as many words as a name of that many letters can have, within one sentence.
std::string_view words_before(std::string_view before, std::size_t letters) {
  const std::size_t most = std::min(letters + 5, 2 * letters);
  std::size_t begin = before.size();
  for (std::size_t words = 0; begin > 0 && words < most && before.size() - begin < kMaxNameBytes; ++words) {
    auto space = before.rfind(' ', begin - 1);
    if (space == before.npos) return before;
    begin = space;
    const char last = space > 0 ? before[space - 1] : ' ';
    if (last == '.' || last == ';' || last == ':' || last == ')' || last == '\n') break;
  }
  return base::trimmed(before.substr(begin));
}

/// A name is longer than its short form, of several words, without it and without signs that end a thought.
bool is_name(std::string_view name, std::string_view letters) {
  if (name.size() <= letters.size() || name.size() > kMaxNameBytes || name.find(' ') == name.npos) return false;
  return name.find_first_of("()[]{}|;:\n\t\"") == name.npos && name.find(letters) == name.npos;
}

}  // namespace

std::vector<Abbreviation> abbreviations_in(std::string_view text) {
  std::vector<Abbreviation> found;
  for (auto open = text.find('('); open != text.npos; open = text.find('(', open + 1)) {
    const auto close = text.find_first_of("()", open + 1);
    if (close == text.npos) break;
    if (text[close] == '(') continue;
    const auto inside = base::trimmed(text.substr(open + 1, close - open - 1));
    const auto reach = std::min(open, kMaxReach);
    const auto before = base::trimmed(text.substr(open - reach, reach));
    if (is_short_form(inside)) {
      const auto letters = singular(inside);
      const auto candidate = words_before(before, letters.size());
      if (const auto begin = begin_of_name(candidate, letters)) {
        const auto name = candidate.substr(*begin);
        if (is_name(name, letters)) found.push_back({name, letters});
      }
      continue;
    }
    // The other way round: the bracket holds the whole name.
    const auto space = before.rfind(' ');
    const auto last = singular(space == before.npos ? before : before.substr(space + 1));
    if (!is_short_form(last) || !is_name(inside, last)) continue;
    const auto begin = begin_of_name(inside, last);
    if (begin == std::size_t{0}) found.push_back({inside, last});
  }
  return found;
}

}  // namespace kbsearch::analysis
