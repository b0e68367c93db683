// Words that hold a sentence together and carry next to nothing of what it is about: articles, prepositions, pronouns,
// auxiliaries, question words. They are searched like all others; a query that has other words too weighs them less.
#pragma once

#include <string_view>

namespace kbsearch::analysis {

/// Returns true if `folded` (case and accents folded, as TermForms::exact) is such a word in that language, ISO 639-1.
bool is_function_word(std::string_view language, std::string_view folded);

}  // namespace kbsearch::analysis
