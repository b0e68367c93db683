#include "analysis/sentences.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/ascii.hpp"

namespace kbsearch::analysis {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// True if the full stop at `stop` ends an abbreviation or an initial rather than a sentence.
bool is_abbreviation(std::string_view text, std::size_t stop) {
  static constexpr std::string_view kAbbreviations[] = {
      "al",   "approx", "apr", "aug", "ave", "bros", "ca",   "capt", "cf",  "co",  "col",  "corp", "dec",
      "dept", "dr",     "ed",  "eds", "eg",  "est",  "feb",  "fig",  "gen", "gov", "hon",  "ie",   "inc",
      "jan",  "jr",     "jul", "jun", "lt",  "ltd",  "mr",   "mrs",  "ms",  "no",  "nov",  "oct",  "op",
      "pp",   "prof",   "rep", "rev", "sen", "sep",  "sept", "sgt",  "sr",  "st",  "univ", "vol",  "vs"};
  std::size_t begin = stop;
  while (begin > 0 && base::is_letter(text[begin - 1])) --begin;
  const auto word = text.substr(begin, stop - begin);
  if (word.size() == 1) return true;
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  return std::find(std::begin(kAbbreviations), std::end(kAbbreviations), lower) != std::end(kAbbreviations);
}

/// Returns the size of an ideographic full stop, exclamation or question mark at `at`, or 0.
std::size_t wide_stop_size(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  const bool stop = rest.starts_with("\xE3\x80\x82") || rest.starts_with("\xEF\xBC\x81") ||
                    rest.starts_with("\xEF\xBC\x9F") || rest.starts_with("\xD8\x9F");
  return !stop ? 0 : rest[0] == '\xD8' ? 2 : 3;
}

}  // namespace

std::vector<std::uint32_t> sentence_starts(std::string_view text) {
  std::vector<std::uint32_t> starts;
  bool boundary = true;  // the next character that is not a space begins a sentence
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (is_space(c)) {
      if (c == '\n') {
        const auto next = text.find_first_not_of(" \t\r", at + 1);
        const bool goes_on = next != std::string_view::npos && base::is_lower(text[next]);
        boundary = boundary || !goes_on;
      }
      continue;
    }
    if (boundary) {
      starts.push_back(static_cast<std::uint32_t>(at));
      boundary = false;
    }
    if (c == '.' || c == '!' || c == '?') {
      auto after = text.find_first_not_of(".!?\"')]", at + 1);
      if (after == std::string_view::npos) break;
      if (!is_space(text[after])) continue;
      const auto next = text.find_first_not_of(" \t\r\n", after);
      const bool ends = next == std::string_view::npos || !base::is_lower(text[next]);
      boundary = ends && !(c == '.' && is_abbreviation(text, at));
      at = after - 1;
    } else if (const auto size = wide_stop_size(text, at); size > 0) {
      boundary = true;
      at += size - 1;
    }
  }
  return starts;
}

}  // namespace kbsearch::analysis
