// Light stemming of Arabic.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns the stem of a word whose vowel marks, tatweel and hamza seats are folded away (see fold_accents): without
/// "and" and the article before it, and without the endings of gender, number and relation.
///
/// Source: light10, Larkey, Ballesteros, Connell, "Light Stemming for Arabic Information Retrieval", 2007; two letters
/// at least remain. One change: what reads as "and" or as the article falls also behind an article, so that the words
/// that begin so (ministry, fuel, commitment) have one stem with the article and without. Snowball's algorithm for
/// Arabic was tried: it gives a noun another stem with the article than without (law, water), and leaves "and the" in
/// its place.
std::string arabic_stem(std::string_view folded_word);

}  // namespace kbsearch::analysis
