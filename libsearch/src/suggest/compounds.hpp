// Takes a compound word apart by the words of the index: klimaschutzgesetz is klimaschutz and gesetz.
//
// No dictionary and nothing in the index: a word is asked for at query time, and its parts are words that records have.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::suggest {

/// Returns in how many records a word (exact form, folded) occurs; 0 for an unknown one.
using WordFrequency = std::function<std::uint64_t(const std::string& word)>;

/// Returns the two or three parts of `word` (folded, UTF-8), in their order and without what links them: s, es, n, en,
/// er, e, a hyphen, or one of these and a hyphen. Each part is a known word of four letters at least. Two parts come
/// before three; among as many, those with the highest geometric mean of frequencies, then those that leave the fewest
/// letters to links, then those with the longest first part. Empty if there is no such split, and for words of digits
/// or of more than 60 characters. Asks `frequency` 306 times at most: once for each beginning and end of the word, and
/// for the first 200 of what stands between two known ones.
std::vector<std::string> split_compound(std::string_view word, const WordFrequency& frequency);

/// A word in two.
struct TwoParts {
  std::string first;
  std::string second;
};
/// Takes a number and what stands beside it apart: 16gb is 16 and gb, rfc2119 is rfc and 2119. Nothing, if the word is
/// not just these two.
std::optional<TwoParts> number_and_unit(std::string_view word);

/// Returns the ways to take a word of letters apart into two known words of `least` letters at least.
std::vector<TwoParts> two_parts(std::string_view word, std::size_t least, const WordFrequency& frequency);

/// Whether the language (ISO 639-1) writes several nouns as one word.
bool joins_words(std::string_view language);

/// At which end of the rest of a compound a link may stand, that is, where the other part was.
enum class Linked { kBefore, kAfter };
/// Whether `rest`, with or without a link at that end, is a known word of four letters at least.
bool is_known_rest(std::string_view rest, Linked linked, const WordFrequency& frequency);
/// Whether it splits into such (split_compound).
bool is_split_rest(std::string_view rest, Linked linked, const WordFrequency& frequency);

}  // namespace kbsearch::suggest
