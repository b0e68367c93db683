#include "analysis/arabic_stem.hpp"

#include <array>

#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

constexpr std::size_t kLeastLettersLeft = 2;
constexpr std::size_t kLeastLettersAfterWaw = 3;
constexpr char32_t kWaw = U'\u0648';

/// The letters, with the endings that are often confused in writing as one: alef maqsura as ya, ta marbuta as ha.
std::u32string normalised_letters(std::string_view word) {
  std::u32string letters;
  for (std::size_t at = 0; at < word.size();) {
    const auto [letter, size] = base::decode_utf8(word, at);
    letters.push_back(letter == U'\u0649' ? U'\u064A' : letter == U'\u0629' ? U'\u0647' : letter);
    at += size;
  }
  return letters;
}

void drop_waw(std::u32string& word) {
  if (word.size() > kLeastLettersAfterWaw && word.front() == kWaw) word.erase(0, 1);
}

bool drop_prefix(std::u32string& word, std::u32string_view prefix) {
  if (word.size() < prefix.size() + kLeastLettersLeft || !word.starts_with(prefix)) return false;
  word.erase(0, prefix.size());
  return true;
}

void drop_article(std::u32string& word) {
  // fa-al, bi-al, ka-al, al, li-al.
  static constexpr std::array<std::u32string_view, 5> kArticles = {U"فال", U"بال", U"كال", U"ال", U"لل"};
  for (const auto article : kArticles) {
    if (drop_prefix(word, article)) break;
  }
  drop_prefix(word, U"ال");
}

void drop_endings(std::u32string& word) {
  static constexpr std::array<std::u32string_view, 8> kEndings = {U"ها", U"ان", U"ات", U"ون", U"ين", U"يه", U"ه", U"ي"};
  for (const auto ending : kEndings) {
    if (word.size() >= ending.size() + kLeastLettersLeft && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
    }
  }
}

}  // namespace

std::string arabic_stem(std::string_view folded_word) {
  auto word = normalised_letters(folded_word);
  drop_waw(word);
  drop_article(word);
  drop_waw(word);
  drop_endings(word);
  std::string stem;
  for (const auto letter : word) base::append_utf8(stem, letter);
  return stem;
}

}  // namespace kbsearch::analysis
