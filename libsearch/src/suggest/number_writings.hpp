// Numbers, amounts and days in the ways in which people write them. Like compounds, they are looked for when they are
// asked: in the index nothing stands for it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::suggest {

/// Returns how one to four words (folded, in their order) are written otherwise, for all that they are together:
///   a day       2023 11 05; 5 november 2023; november 5 2023; 05.11.2023. English names of months are written, those
///   of
///               any language read. Which of 4 and 5 is the month of 4/5/2023 nobody can tell: it is none.
///   a month     november 2023; 2023 11
///   an amount   50 million; 50m; 50 mio; 50000000
///   decimals    12.5; 12 5, which is 12,5 to the analysis
///   a number    12000; 12 000; 12.000
/// Empty for other words.
std::vector<std::string> other_writings(std::span<const std::string> words);

/// Returns how one word that counts is written otherwise: 2, ii, two; 3rd, third. Up to 20. Empty for other words. They
/// mean something beside another word only: "world war 2", not "2".
std::vector<std::string> other_numerals(std::string_view word);

}  // namespace kbsearch::suggest
