#include "analysis/acronym.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kLeastWords = 3;
constexpr std::size_t kMostWords = 7;

bool is_small_word(std::string_view word) {
  static constexpr std::array<std::string_view, 11> kSmallWords = {"of", "for", "and", "the", "on", "in",
                                                                   "to", "at",  "a",   "de",  "&"};
  return std::find(kSmallWords.begin(), kSmallWords.end(), word) != kSmallWords.end();
}

}  // namespace

std::string acronym_of(std::string_view title) {
  // A subtitle, a site name or a bracket ends the name.
  const auto end = std::min(title.find_first_of(":|([-/,"), title.find(" \xE2\x80\x93"));
  std::string initials;
  for (std::size_t at = 0; at < std::min(end, title.size());) {
    if (title[at] == ' ') {
      ++at;
      continue;
    }
    const auto stop = std::min({title.find(' ', at), end, title.size()});
    const auto word = title.substr(at, stop - at);
    at = stop;
    if (is_small_word(word)) continue;
    if (!base::is_upper(word.front()) || initials.size() == kMostWords) return {};
    if (word == "The" && initials.empty()) continue;
    initials.push_back(static_cast<char>(word.front() | 0x20));
  }
  return initials.size() >= kLeastWords ? initials : std::string{};
}

}  // namespace kbsearch::analysis
